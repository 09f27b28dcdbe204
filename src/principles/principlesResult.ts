import type { Principle, Votes } from './principle.ts';

/** A share with a 95 % bootstrap interval clustered by prompt. */
export interface Share {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}

/**
 * A principle against the labels (Feedback Forensics): over decisive labels, for = votes with the label, against = votes
 * against it, abstain = not applicable; accuracy = for / (for + against); relevance = (for + against) / n;
 * kappa = 2 (accuracy - .5); strength = kappa * relevance, in [-1, 1].
 */
export interface PrincipleFigures extends Principle {
  readonly for: number;
  readonly against: number;
  readonly abstain: number;
  readonly relevance: number;
  readonly accuracy: number;
  readonly kappa: number;
  readonly strength: number;
  /** Accuracy's 95 % interval: Wilson's, with the effective number of labels after clustering by prompt. */
  readonly low: number;
  readonly high: number;
  /** Votes with and against all labels of a file of which the other figures are a sample's; absent where they are not counted. */
  readonly whole?: { readonly for: number; readonly against: number };
  /** In the constitution, and its place from 0; null if not. */
  readonly place: number | null;
  /** Gain in reconstruction (share, 0 to 1) when it joined the constitution; null if not in it. */
  readonly gain: number | null;
  /** Its weight in the constitution's decision, 1 unless the constitution is weighted; null if not in it. */
  readonly weight: number | null;
}

/**
 * How a constitution decides: `plain`: the majority of its rules' votes; `ranked`: the first rule that applies; `weighted`:
 * the sign of the weighted sum of the votes.
 */
export type Decides = 'plain' | 'ranked' | 'weighted';

/**
 * How well the labels are reconstructed, on folds that neither proposal nor selection saw. Where a constitution (or a
 * baseline) cannot decide, it counts as half right. `majority` is the more frequent side of the training folds, half where
 * the file does not record positions.
 */
export interface Reconstruction {
  readonly constitution: Share;
  readonly longerWins: Share;
  readonly majority: Share;
  /** The reward ensemble on the same comparisons, where it ran. */
  readonly ensemble: Share | null;
  readonly n: number;
  readonly folds: number;
  /** What folds and intervals keep together: all comparisons of a prompt, or, in a file of very few prompts, of a pair. */
  readonly groupedBy: 'prompt' | 'pair';
  /** How the constitution decides. */
  readonly decides: Decides;
  /** What a constitution reaches in each way of deciding; `constitution` is the way that inner splits recommended. */
  readonly ways: Readonly<Record<Decides, Share>>;
  /** The language model asked in general, in both orders, without a constitution; null where it was not. */
  readonly judge: Share | null;
  /** Suspect comparisons that selection left out; evaluation has them. */
  readonly leftOut: number;
  /** How many of the outer folds chose each principle: id to count. */
  readonly chosenIn: Readonly<Record<string, number>>;
}

/** The reconstruction of one annotator's or source's labels. */
export interface GroupReconstruction {
  readonly name: string;
  readonly n: number;
  readonly reconstruction: Share;
  /** Principles whose accuracy differs most from the rest of the file, with both accuracies. */
  readonly different: readonly { readonly id: string; readonly here: number; readonly elsewhere: number }[];
}

/** What the principles say of a dataset. */
export interface PrinciplesResult {
  /** All principles, strongest first (by |strength|). */
  readonly principles: readonly PrincipleFigures[];
  /** Votes by principle id, along the comparisons that were given. */
  readonly votes: ReadonlyMap<string, Votes>;
  /** Null where there are too few decisive labels; `why` says so. */
  readonly reconstruction: Reconstruction | null;
  readonly why: string;
  readonly annotators: readonly GroupReconstruction[];
  readonly sources: readonly GroupReconstruction[];
}
