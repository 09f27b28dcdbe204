import type { EnsembleResult } from '../ensembleResult.ts';
import type { ExpectedWrong } from '../figures.ts';
import { cautiousWrongness, plausibleRates, wrongness } from '../wrongness.ts';

const firsts = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/**
 * Expected wrong labels among the k comparisons of lowest p that have no verdict yet: the sum of p_wrong. The bounds are
 * those of a sum of independent events (1.96 standard deviations), over all flip rates that agree with what is known: one
 * rate holds for the whole list, so sums are compared, not single terms. The lower one sums the cautious wrongness.
 */
export function expectedWrong({
  p,
  flipRate,
  reviews,
}: Pick<EnsembleResult, 'p' | 'flipRate' | 'reviews'>): ExpectedWrong[] {
  const ordered = p.filter((value, i) => !Number.isNaN(value) && !reviews[i]).sort();
  const sizes = [...firsts.filter(k => k < ordered.length), ...(ordered.length > 0 ? [ordered.length] : [])];
  const rates = plausibleRates(flipRate);
  return sizes.map(first => {
    const head = ordered.subarray(0, first);
    const least = rates.map(rate => sumUnder(head, rate, cautiousWrongness));
    const most = rates.map(rate => sumUnder(head, rate, wrongness));
    return {
      first,
      expected: flipRate.known ? sumUnder(head, flipRate.rate, wrongness).sum : null,
      low: Math.max(0, Math.min(...least.map(({ sum, sd }) => sum - 1.959964 * sd))),
      high: Math.min(first, Math.max(...most.map(({ sum, sd }) => sum + 1.959964 * sd))),
    };
  });
}

function sumUnder(p: Float64Array, rate: number, wrongnessOf: typeof wrongness): { sum: number; sd: number } {
  let sum = 0;
  let variance = 0;
  for (const value of p) {
    const wrong = wrongnessOf(value, rate);
    sum += wrong;
    variance += wrong * (1 - wrong);
  }
  return { sum, sd: Math.sqrt(variance) };
}
