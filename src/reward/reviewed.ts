import type { Label } from '../dataset/comparison.ts';

/**
 * A reviewer's verdict on which response is better, as evidence. `seen`: with label and findings in view; `blind`: without
 * them; `random`: without them, on a comparison that a random check drew.
 */
export interface Reviewed {
  readonly given: 'seen' | 'blind' | 'random';
  /** The label that the file recorded before. */
  readonly recorded: Label | null;
  readonly verdict: Label;
}

/** Verdicts along the comparisons; null where there is none. */
export type Reviews = readonly (Reviewed | null)[];

/** +1 or -1 where a verdict given without the label in view (an anchor) prefers a or b; else 0. */
export function anchorsOf(reviews: Reviews): Int8Array {
  return Int8Array.from(reviews, review => (review === null || review.given === 'seen' ? 0 : signOf(review.verdict)));
}

/** +1 for a, -1 for b, else 0. */
export function signOf(label: Label | null): 1 | -1 | 0 {
  return label === 'a' ? 1 : label === 'b' ? -1 : 0;
}
