import { sigmoid } from '../numbers.ts';

/**
 * How much of the ensemble's margin counts before the votes. Ensemble and annotators find the same comparisons hard, so
 * they are not independent given the truth, and a whole margin would outvote people. Half was best on UKPConvArg1 with
 * three votes (0.25 to 0.7 differ by 0.002 in accuracy); likelihood of left-out votes prefers the whole, as it asks for the
 * next vote and not for what is agreed on.
 */
const trust = 0.5;

/** Probability that a is better before votes, from calibrated margins that have not seen them; 1/2 where there is none. */
export function ensemblePrior(margins: ArrayLike<number>): Float64Array {
  return Float64Array.from(margins, margin => (Number.isNaN(margin) ? 0.5 : sigmoid(trust * margin)));
}
