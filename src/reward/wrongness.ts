import type { FlipRate } from './figures.ts';
import { clip } from './numbers.ts';

/** Flip rates are taken to lie below this: at 1/2 the labels say nothing. */
const most = 0.499;
/** Steps in which a range of flip rates is walked. */
const steps = 40;

/**
 * Probability that the recorded choice is the better response, given its calibrated probability p and the flip rate e:
 * clip((p - e) / (1 - 2e), 0, 1).
 */
export function better(p: number, flipRate: number): number {
  const e = clip(flipRate, 0, most);
  return clip((p - e) / (1 - 2 * e), 0, 1);
}

/** Probability that a recorded label is wrong, given p and the flip rate e: e (1 - pi) / p with pi = better(p, e). */
export function wrongness(p: number, flipRate: number): number {
  if (flipRate <= 0) return 0;
  const e = Math.min(flipRate, most);
  return clip((e * (1 - better(p, e))) / Math.max(p, 1e-9), 0, 1);
}

/**
 * Wrongness where the label may also be one vote of a divided crowd, min(p_wrong, 1 - p). Flips that strike anywhere leave no
 * p below e; where the ensemble gives one all the same, labels there flip less often, and p_wrong, which is 1 then, says
 * too much. On UKPConvArg1, where labels are single votes, 88 % of the 100 lowest p are wrong.
 */
export function cautiousWrongness(p: number, flipRate: number): number {
  return Math.min(wrongness(p, flipRate), 1 - p);
}

/** Flip rates that agree with what is known: from 0 to the bound, or over the interval of the estimate. */
export function plausibleRates(flipRate: FlipRate): number[] {
  const [low, high] = flipRate.known ? [flipRate.low, flipRate.high] : [0, flipRate.upper];
  return Array.from({ length: steps + 1 }, (_, i) => low + ((high - low) * i) / steps);
}

/** Least (cautious) and largest wrongness over flip rates. It is not monotone in e, so that the ends do not bound it. */
export function wrongnessRange(p: number, rates: readonly number[]): readonly [low: number, high: number] {
  let low = 1;
  let high = 0;
  for (const rate of rates) {
    const value = wrongness(p, rate);
    low = Math.min(low, cautiousWrongness(p, rate));
    high = Math.max(high, value);
  }
  return [low, high];
}
