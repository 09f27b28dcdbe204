import type { Comparison } from '../dataset/comparison.ts';
import type { Topicality } from './encoder/topicality.ts';
import type { MemberRun } from './figures.ts';
import type { FittedHead } from './fitted/fittedHead.ts';
import type { Folds } from './folds.ts';

/** What a member of the ensemble learns from; see design, "Reward ensemble". */
export type MemberKind =
  | 'score'
  | 'strength'
  | 'style'
  | 'tree'
  | 'ngram'
  | 'zero-shot'
  | 'encoder'
  | 'judge'
  | 'column';

/** What every member is given. Arrays run along `comparisons`. */
export interface RewardTask {
  readonly comparisons: readonly Comparison[];
  /** +1 where a is the recorded choice, -1 where b is, 0 where there is none (tie, both bad, no label). */
  readonly labels: Int8Array;
  /** +1 or -1 where a verdict given blind prefers a or b, else 0; none where it is left out. */
  readonly anchors?: Int8Array;
  /** Folds for members that learn from texts: grouped by prompt. */
  readonly textFolds: Folds;
  /** Folds for members that learn from which texts won: grouped by unordered pair of texts. */
  readonly pairFolds: Folds;
  /** Seed of everything random in this run. */
  readonly seed: number;
  readonly signal?: AbortSignal;
  /** Share done, 0 to 1. */
  readonly onProgress?: (share: number) => void;
  /** Takes the heads of the folds, to judge comparisons of other files by. */
  readonly keep?: (head: FittedHead) => void;
}

/** A member's opinion: r(a) - r(b) per comparison, in its own unit; NaN where it has none. */
export type Margins = Float64Array;

/** What one objective of a reward model contributes to its margins. */
export interface ObjectiveMargins {
  readonly name: string;
  /** Weight times difference of logits, a minus b, per comparison; NaN where there is none. */
  readonly margins: Margins;
}

/** What a member answers: its margins, or null with the reason why it has nothing to go on. */
export type Opinion = Answer & {
  /** How far responses are from their prompts, where the member finds out; needs no labels. */
  readonly topicality?: Topicality;
};

type Answer =
  | {
      readonly margins: Margins;
      /** How its model was run, where it runs one. */
      readonly run?: MemberRun;
      /** Index of the ridge penalty chosen for each fold, where the member is a linear head: it can be fitted again by it. */
      readonly chosen?: readonly number[];
      /** Weights of the head of each fold, where the member is a linear head. */
      readonly weights?: readonly Float64Array[];
      /** What the margins are sums of, where its model has several objectives. */
      readonly objectives?: readonly ObjectiveMargins[];
    }
  | { readonly margins: null; readonly why: string };

/**
 * A reward model behind one interface: heads fitted on this dataset, score fields, ONNX models, judges.
 * A member that learns must give out-of-fold margins: what it says of a comparison never saw its label.
 */
export interface RewardModel {
  readonly id: string;
  /** For users: "Style head". */
  readonly name: string;
  readonly kind: MemberKind;
  /** True if margins depend on the dataset's labels. */
  readonly learns: boolean;
  margins(task: RewardTask): Promise<Opinion>;
}
