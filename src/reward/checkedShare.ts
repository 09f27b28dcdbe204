import { exactInterval } from './exactInterval.ts';
import type { Estimate } from './figures.ts';
import { type Reviews, signOf } from './reviewed.ts';

/**
 * Share of wrong labels among those drawn by a random check, with its exact interval: a label is wrong where the verdict
 * prefers the other response. Verdicts without a preference count neither way. Null without any.
 */
export function checkedShare(reviews: Reviews): Estimate | null {
  let wrong = 0;
  let n = 0;
  for (const review of reviews) {
    if (review?.given !== 'random') continue;
    const [recorded, verdict] = [signOf(review.recorded), signOf(review.verdict)];
    if (recorded === 0 || verdict === 0) continue;
    n++;
    if (recorded !== verdict) wrong++;
  }
  return exactInterval(wrong, n);
}
