import type { Comparison } from '../../src/dataset/comparison.ts';

/** Labels of a set made noisy, with the truth. +1: a is better; -1: b. */
export interface NoisyLabels {
  readonly labels: Int8Array;
  readonly truth: Int8Array;
}

/** A set of the benchmark. */
export interface NoisySet {
  readonly id: string;
  readonly name: string;
  readonly comparisons: readonly Comparison[];
  /** Seeds of the protocol. */
  readonly seeds: readonly number[];
  /** The labels that the audit sees with this seed. */
  noisy(seed: number): NoisyLabels;
  /** Labels as they are, where accuracy on them is asked for too. */
  readonly clean?: Int8Array;
  /** Votes for a, for b and for neither, where annotators are known. */
  readonly votes?: readonly { readonly a: number; readonly b: number; readonly equal: number }[];
}

/** Flips a share of labels, without replacement. */
export function flipped(
  labels: Int8Array,
  share: number,
  random: { shuffle(values: Int32Array): Int32Array },
): Int8Array {
  const noisy = labels.slice();
  const order = random.shuffle(Int32Array.from(labels, (_, i) => i));
  const count = Math.round(share * labels.length);
  for (let k = 0; k < count; k++) noisy[order[k]!] = -noisy[order[k]!]!;
  return noisy;
}
