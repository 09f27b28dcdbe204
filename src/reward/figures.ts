import type { FindingKind } from './finding.ts';
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
  readonly stated: number;
  readonly observed: number;
  readonly n: number;
}

export interface Calibration {
  readonly before: readonly CalibrationBin[];
  readonly after: readonly CalibrationBin[];
  readonly eceBefore: number;
  readonly eceAfter: number;
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
  /** Expected wrong labels among the first `first` by p, or null where the flip rate is not known. */
  readonly expectedWrong: readonly { readonly first: number; readonly expected: number | null }[];
  readonly calibration: Calibration | null;
  readonly strength: readonly HistogramBin[];
  /** Share of decisive labels on the first position; null unless positions were recorded. */
  readonly firstPreferred: Estimate | null;
  readonly members: readonly MemberFigures[];
  readonly sources: readonly GroupFigures[];
  readonly annotators: readonly GroupFigures[];
  readonly findings: Readonly<Record<FindingKind, number>>;
  /** Of the file as a whole, from evidence that was not trained on it. */
  readonly orientation: { readonly verdict: 'as declared' | 'inverted' | 'cannot tell'; readonly why: string };
  readonly advice: readonly TrainerAdvice[];
  readonly seconds: number;
  readonly seed: number;
}
