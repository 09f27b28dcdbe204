import type { Estimate, FlipRate } from './figures.ts';
import { wilson } from './numbers.ts';
import { fewestChecks } from './randomCheck.ts';

/** Out-of-fold accuracy above which the flip rate is estimated at all. */
export const knowableAccuracy = 0.75;

/**
 * The share of wrong labels, or a bound on it.
 *
 * Two counts bracket it. Among the most confident tenth, whichever side it favours, the ensemble is hardly ever wrong, so
 * its disagreement with the labels is the rate of flips that strike anywhere; it misses flips that strike where pairs are
 * hard. The off-diagonal of confident learning's joint (Northcutt et al. 2021; on both orders of each pair, so with one
 * threshold, mean p) counts the latter, and some of the ensemble's own mistakes with them. The estimate is their mean, the
 * interval spans both. On UKPConvArg1 (docs/benchmarks.md) the truth lay inside, the mean within 0.08 of it. Below an
 * out-of-fold accuracy of 0.75 no estimator tried was of use, and only an upper bound is given: under flips that strike
 * anywhere, disagreement with any predictor is at least the flip rate.
 *
 * A random check that is large enough comes before all that: it counts wrong labels instead of inferring them.
 *
 * @param check - share of wrong labels among randomly drawn ones that were reviewed blind, with its exact interval
 * @param p - calibrated out-of-fold probability of each recorded label; NaN entries are skipped
 */
export function flipRateOf(p: Float64Array, accuracy: Estimate | null, check: Estimate | null = null): FlipRate {
  if (check !== null && check.n >= fewestChecks) {
    const { value, low, high, n } = check;
    return { known: true, rate: value, low, high, from: `a random check of ${n} labels, reviewed blind` };
  }
  const judged = p.filter(value => !Number.isNaN(value));
  if (judged.length < 200 || accuracy === null) {
    return {
      known: false,
      upper: accuracy === null ? 0.5 : Math.min(0.5, 1 - accuracy.low),
      why: 'Fewer than 200 labels could be judged. Check 30 of them at random.',
    };
  }
  const confident = judged.toSorted((x, y) => Math.abs(y - 0.5) - Math.abs(x - 0.5));
  const size = Math.max(50, Math.round(judged.length / 10));
  const tenth = wilson(confident.subarray(0, size).filter(value => value < 0.5).length, size)!;
  if (accuracy.value <= knowableAccuracy) {
    return {
      known: false,
      upper: Math.min(0.5, tenth.high, 1 - accuracy.low),
      why: `The ensemble agrees with ${Math.round(100 * accuracy.value)} % of the labels out of fold; below 75 % nobody can tell wrong labels from hard ones by it. Check 30 or more comparisons at random, blind: that gives the rate.`,
    };
  }
  const mean = judged.reduce((sum, value) => sum + value, 0) / judged.length;
  const off = judged.filter(value => value < 0.5 && 1 - value >= mean).length;
  const diagonal = judged.filter(value => value >= mean).length;
  const joint = wilson(off, off + diagonal)!;
  return {
    known: true,
    rate: Math.min(0.45, (tenth.value + joint.value) / 2),
    low: Math.min(tenth.low, joint.low),
    high: Math.min(0.5, Math.max(tenth.high, 1.25 * joint.high)),
    from: 'the labels that the ensemble contradicts, out of fold: in its most confident tenth (low end) and by the confident joint (high end)',
  };
}
