import type { Estimate, FlipRate } from './figures.ts';
import { clip, wilson } from './numbers.ts';

/** Out-of-fold accuracy above which the flip rate is estimated at all. */
export const knowableAccuracy = 0.75;

/**
 * Probability that a recorded label is wrong, given its calibrated probability p and the flip rate e:
 * pi = clip((p - e) / (1 - 2e), 0, 1) is the probability that it is the better response, p_wrong = e (1 - pi) / p.
 */
export function wrongness(p: number, flipRate: number): number {
  if (flipRate <= 0) return 0;
  const e = Math.min(flipRate, 0.499);
  const pi = clip((p - e) / (1 - 2 * e), 0, 1);
  return clip((e * (1 - pi)) / Math.max(p, 1e-9), 0, 1);
}

/**
 * The share of wrong labels, or a bound on it.
 *
 * @param p - calibrated out-of-fold probability of each recorded label; NaN entries are skipped
 */
export function flipRateOf(p: Float64Array, accuracy: Estimate | null): FlipRate {
  const judged = p.filter(value => !Number.isNaN(value));
  if (judged.length < 100 || accuracy === null) {
    return { known: false, upper: 0.5, why: 'Too few judged comparisons to say anything. Check 30 at random.' };
  }
  // The most confident tenth, whichever way it points: there the ensemble is hardly wrong, so disagreement is mostly flips.
  const confident = Array.from(judged).sort((x, y) => Math.abs(y - 0.5) - Math.abs(x - 0.5));
  const k = Math.max(50, Math.round(confident.length / 10));
  const tenth = wilson(confident.slice(0, k).filter(value => value < 0.5).length, Math.min(k, confident.length))!;
  return { known: false, upper: Math.min(0.5, tenth.high, 1 - accuracy.low), why: 'weak' };
}
