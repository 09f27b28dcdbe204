import type { ObjectiveMargins } from '../rewardModel.ts';

/**
 * What is known of comparisons that their texts alone do not tell: what models read in them, and what was said of them
 * elsewhere. Arrays run along the comparisons. Plain data: it travels to worker threads.
 */
export interface Readings {
  /** By id of the member: r(a) - r(b) in its own unit, NaN where it has none. */
  readonly margins: Readonly<Record<string, Float64Array>>;
  /** By id of the member: what its margins are sums of, where there are several objectives. */
  readonly objectives: Readonly<Record<string, readonly ObjectiveMargins[]>>;
  /** By id of the encoder. */
  readonly vectors: Readonly<Record<string, EncoderReading>>;
}

/** Vectors of the texts of some comparisons, each of length 1. */
export interface EncoderReading {
  readonly width: number;
  /** Along the items of `itemsOf`. */
  readonly responses: Float32Array;
  /** Along its prompts, three rows each, in the order of `turnsOf`; null where no member asks for them. */
  readonly prompts: Float32Array | null;
}

/** Where no model read anything. */
export const noReadings: Readings = { margins: {}, objectives: {}, vectors: {} };
