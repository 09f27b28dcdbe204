import type { Topicality } from './encoder/topicality.ts';
import type { HeadRecipe } from './explain/headRecipe.ts';
import type { Calibration, EnsembleWork, Estimate, Figures, FlipRate, MemberFigures } from './figures.ts';
import type { Folds } from './folds.ts';
import type { SourceOrientation } from './orientation.ts';
import type { Prepared } from './prepared.ts';
import type { Reviews } from './reviewed.ts';
import type { ObjectiveMargins } from './rewardModel.ts';

/** What one member said, and with what. */
export interface MemberResult extends MemberFigures {
  /** How it was fitted, where it is a linear head. */
  readonly head: HeadRecipe | null;
  /** Per partition, the weights of each fold's head, where it is a linear head; else empty. */
  readonly weights: readonly (readonly Float64Array[])[];
  /** What its calibrated margins are sums of, a minus b in logits; empty unless its model has several objectives. */
  readonly objectives: readonly ObjectiveMargins[];
  /** Calibrated margins in logits, a minus b; NaN where it has no opinion; null where it could not be run. */
  readonly margins: Float32Array | null;
}

/** The ensemble's opinion of a dataset. Arrays run along the comparisons. */
export interface EnsembleResult {
  readonly seed: number;
  /** Number of partitions into folds that were averaged over. */
  readonly partitions: number;
  /** +1: a is the recorded choice; -1: b; 0: none. */
  readonly labels: Int8Array;
  readonly members: readonly MemberResult[];
  /** Combined calibrated margin in logits, a minus b; NaN where no member in use has an opinion. */
  readonly margin: Float64Array;
  /** Calibrated out-of-fold probability of the recorded label; NaN where there is none or nobody to judge it. */
  readonly p: Float64Array;
  /** Probability that the recorded label is wrong; NaN where it was reviewed, and all where the flip rate is not known. */
  readonly pWrong: Float64Array;
  /** Least and largest p_wrong over the flip rates that agree with what is known; null where there is none. */
  readonly pWrongRange: readonly (readonly [low: number, high: number] | null)[];
  /** Verdicts that the result rests on. */
  readonly reviews: Reviews;
  /** Mean calibrated margin of the members in use, chosen minus rejected (logits); NaN like `p`. */
  readonly preferenceStrength: Float64Array;
  /** Population standard deviation of those margins; NaN like `p`. */
  readonly spread: Float64Array;
  readonly accuracy: Estimate | null;
  readonly auroc: Estimate | null;
  readonly flipRate: FlipRate;
  readonly calibration: Calibration | null;
  /** Orientation per source, and of the file as a whole. */
  readonly sources: readonly SourceOrientation[];
  readonly orientation: Figures['orientation'];
  /** How far responses are from their prompts; null where no encoder took part. */
  readonly topicality: Topicality | null;
  /** What it cost. */
  readonly work: EnsembleWork;
  readonly prepared: Prepared;
  readonly textFolds: Folds;
}

/** A member's calibrated margin toward the recorded label, or NaN. */
export function chosenMargin(margins: Float32Array | Float64Array | null, labels: Int8Array, row: number): number {
  return margins === null || labels[row] === 0 ? Number.NaN : labels[row]! * margins[row]!;
}
