import type { Estimate, FlipRate } from '../figures.ts';
import type { MemberKind } from '../rewardModel.ts';
import type { VoiceMix } from '../voices.ts';
import type { FittedHead } from './fittedHead.ts';

/** A member that can judge comparisons that it has never met. */
export interface FittedMember {
  readonly id: string;
  readonly name: string;
  readonly kind: MemberKind;
  /** Its place among the voices of the mix, or null: out of the ensemble; its margins are given all the same. */
  readonly voice: number | null;
  /** Its heads, per partition; one for a member that learns nothing from labels. */
  readonly heads: readonly FittedHead[];
  /** Names of what its margins are sums of; empty unless its model has several objectives. */
  readonly objectives: readonly string[];
  /** Calibration slope of each fold of the first partition. */
  readonly slopes: readonly number[];
  /** Out of fold, on the sample. */
  readonly auroc: Estimate | null;
}

/** A reward ensemble that was fitted on a sample. Plain data: JSON and typed arrays. */
export interface FittedEnsemble {
  /** Number of comparisons in the sample. */
  readonly comparisons: number;
  readonly seed: number;
  readonly members: readonly FittedMember[];
  readonly mix: VoiceMix;
  /** Slope of each fold of the first partition that turns the mix into logits. */
  readonly slopes: readonly number[];
  /** Words of the sample's responses, and in how many of them each occurs. */
  readonly corpus: { readonly texts: number; readonly words: Int32Array; readonly counts: Int32Array };
  /** Keys of the sample's comparisons, 16 bytes each. */
  readonly keys: Uint8Array;
  /** Per partition, the fold of each comparison of the sample. */
  readonly folds: readonly Uint8Array[];
  readonly accuracy: Estimate | null;
  readonly auroc: Estimate | null;
  readonly flipRate: FlipRate;
  /** Least 1 - p of a label that is flagged. */
  readonly threshold: number;
  /** Members of an audit that are not in it, each with the reason. */
  readonly leftOut: readonly { readonly id: string; readonly why: string }[];
}
