import type { AnnotatorsFigures } from './annotators/annotatorsFigures.ts';
import type { FindingKind } from './finding.ts';
import type { ModelFigures } from './intransitive/modelFigures.ts';
import type { ObjectivesFigures } from './objectives/objectivesFigures.ts';
import type { MemberKind } from './rewardModel.ts';

/** A figure with a 95 % interval. */
export interface Estimate {
  readonly value: number;
  readonly low: number;
  readonly high: number;
  /** Number of comparisons behind it. */
  readonly n: number;
}

/** The share of wrong labels: known, or only bounded (then `why` says what to do about it). */
export type FlipRate =
  | { readonly known: true; readonly rate: number; readonly low: number; readonly high: number; readonly from: string }
  | { readonly known: false; readonly upper: number; readonly why: string };

/** A bin of the calibration curve: mean stated p and share of labels that agree, in both orders of each pair. */
export interface CalibrationBin {
  /** Stated p of the bin lies in [from, to); the last one's in [from, 1]. */
  readonly from: number;
  readonly to: number;
  readonly stated: number;
  readonly observed: number;
  readonly n: number;
}

export interface Calibration {
  readonly before: readonly CalibrationBin[];
  readonly after: readonly CalibrationBin[];
  readonly eceBefore: number;
  readonly eceAfter: number;
  /** What `eceAfter` would be if every p were exact: on average, and the bound that 95 % of such samples stay below. */
  readonly eceByChance: { readonly expected: number; readonly high: number };
  readonly temperature: number;
}

/** How a member that runs a model was run. */
export interface MemberRun {
  /** Provider that ran it, and why not a faster one: "cpu", "webgpu". */
  readonly device: string;
  readonly why: string;
  /** Seconds that inference took. */
  readonly seconds: number;
  /** Distinct texts wanted, of which `computed` were run now and the rest came from the cache. */
  readonly texts: number;
  readonly computed: number;
  /** Texts longer than the model reads. */
  readonly truncated: number;
}

/** One member as the report shows it. */
export interface MemberFigures {
  readonly id: string;
  readonly name: string;
  readonly kind: MemberKind;
  /** In the ensemble; if not, `why` says what kept it out. A member in use may have a remark there. */
  readonly used: boolean;
  readonly why: string;
  /** Share of labelled comparisons on which it has an opinion. */
  readonly coverage: number;
  readonly accuracy: Estimate | null;
  readonly auroc: Estimate | null;
  readonly ece: number | null;
  /** Accuracy on verdicts given blind (anchors); null without any. */
  readonly onAnchors: Estimate | null;
  /** Out-of-fold accuracy of the ensemble minus what it is without this member; null where it is not in use or alone. */
  readonly adds: number | null;
  /** Null for members that run no model. */
  readonly run: MemberRun | null;
}

/** Figures of one source or annotator. */
export interface GroupFigures {
  readonly name: string;
  readonly n: number;
  readonly accuracy: Estimate | null;
  readonly longerPreferred: number | null;
  readonly findings: number;
  readonly orientation: 'as expected' | 'inverted' | 'cannot tell';
}

/** A bin of the histogram of preference strength; values in [from, to). */
export interface HistogramBin {
  readonly from: number;
  readonly to: number;
  readonly n: number;
}

/** What to set in a trainer for the rows that remain, in words, with its source. */
export interface TrainerAdvice {
  readonly trainer: string;
  readonly setting: string;
  readonly why: string;
}

/** How many of the first `first` labels by p are expected to be wrong. */
export interface ExpectedWrong {
  readonly first: number;
  /** Null where the flip rate is not known. */
  readonly expected: number | null;
  /** 95 % bounds over the flip rates that agree with what is known, with the chance in each count. */
  readonly low: number;
  readonly high: number;
}

/** What a random check has shown: it alone speaks for the file. */
export interface RandomCheck {
  /** Labels drawn at random and reviewed blind with a clear verdict. */
  readonly n: number;
  readonly wrong: number;
  /** Drawn comparisons that the reviewer called a tie or both bad: in neither count. */
  readonly undecided: number;
  /** Share of wrong labels, with its exact interval. */
  readonly rate: Estimate;
  /** How often the ensemble prefers what the reviewer preferred. */
  readonly accuracy: Estimate | null;
  /** The ensemble's probability that a response is better against the verdicts; null below 30. */
  readonly calibration: { readonly bins: readonly CalibrationBin[]; readonly ece: number } | null;
}

/** What verdicts have shown of labels and ensemble. */
export interface ReviewFigures {
  /** Verdicts given blind, in random checks too: they weigh the members. */
  readonly anchors: number;
  /** Accuracy of the ensemble on them. */
  readonly onAnchors: Estimate | null;
  /** Of the labels that the ensemble flags and a reviewer judged, how many were wrong; it says nothing of other labels. */
  readonly list: { readonly reviewed: number; readonly wrong: number; readonly share: Estimate } | null;
  readonly random: RandomCheck | null;
  /** The same in sentences, and what to do next. */
  readonly says: readonly string[];
}

/** One judge whose verdicts the file holds. */
export interface JudgeFigures {
  readonly name: string;
  readonly family: string;
  /** Share of comparisons on which it keeps its preference when the responses change places; null if asked in one order. */
  readonly consistency: Estimate | null;
  /** Accuracy on verdicts given blind, where it has a preference. */
  readonly onAnchors: Estimate | null;
  /** What its vote adds to the margin of the judges together, in logits; below 0: it is turned round. */
  readonly weight: number;
}

/** The judges of a file. */
export interface JudgesFigures {
  readonly judges: readonly JudgeFigures[];
  /** Mean agreement of pairs of judges inside a family, and with judges of others: high inside means few opinions. */
  readonly families: readonly {
    readonly name: string;
    readonly judges: number;
    readonly within: number | null;
    readonly across: number | null;
  }[];
}

/** What the ensemble cost; texts that each model ran on are counted in its `MemberRun`. */
export interface EnsembleWork {
  /** Distinct prompts and responses of the comparisons. */
  readonly texts: number;
  /** Of them, those that were counted for features now; the others were known from an audit before. */
  readonly counted: number;
  /** Seconds for features and folds. */
  readonly preparing: number;
  /** Seconds for all members, fits and models. */
  readonly members: number;
  /** Seconds of these that models ran. */
  readonly inference: number;
}

/** What the audit cost. */
export interface WorkFigures extends EnsembleWork {
  /** Seconds for findings. */
  readonly findings: number;
  /** Seconds for principles. */
  readonly principles: number;
}

/** Everything that the audit says of the dataset as a whole. Null: cannot be known, and the text beside says so. */
export interface Figures {
  readonly comparisons: number;
  readonly labelled: number;
  readonly ties: number;
  readonly bothBad: number;
  readonly unlabelled: number;
  readonly malformed: number;
  readonly accuracy: Estimate | null;
  readonly auroc: Estimate | null;
  /** Accuracy of "the longer response is better" on the same comparisons. */
  readonly longerWins: Estimate | null;
  readonly flipRate: FlipRate;
  /** Expected wrong labels among the first of those without a verdict, by p. */
  readonly expectedWrong: readonly ExpectedWrong[];
  /** What verdicts have shown. */
  readonly review: ReviewFigures;
  /** Judges that the file names; null without any. */
  readonly judges: JudgesFigures | null;
  readonly calibration: Calibration | null;
  readonly strength: readonly HistogramBin[];
  /** Share of decisive labels on the first position; null unless positions were recorded. */
  readonly firstPreferred: Estimate | null;
  readonly members: readonly MemberFigures[];
  readonly sources: readonly GroupFigures[];
  readonly annotators: readonly GroupFigures[];
  /** What annotators say of each other; null where the file names fewer than two. */
  readonly annotation: AnnotatorsFigures | null;
  /** Comparisons that the ensemble was fitted on, where it is fewer than all: accuracy, flip rate and what else rests on labels is theirs. */
  readonly fittedOn?: number;
  /** Kinds of findings that were not looked for, where a cluster judged the file; absent where all were. */
  readonly notSought?: readonly FindingKind[];
  /** Strengths of the models that the file names, and circles among them; null where fewer than two met, absent in older audits. */
  readonly models?: ModelFigures | null;
  /** Several scores or labels against each other; null where the file has fewer than two. */
  readonly objectives: ObjectivesFigures | null;
  readonly findings: Readonly<Record<FindingKind, number>>;
  /** Of the file as a whole, from evidence that was not trained on it. */
  readonly orientation: { readonly verdict: 'as declared' | 'inverted' | 'cannot tell'; readonly why: string };
  readonly advice: readonly TrainerAdvice[];
  readonly work: WorkFigures;
  readonly seconds: number;
  readonly seed: number;
}
