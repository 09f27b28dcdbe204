import type { EnsembleResult } from '../ensembleResult.ts';
import type { Figures } from '../figures.ts';

const firsts = [10, 20, 50, 100, 200, 500, 1000, 2000, 5000];

/** Expected wrong labels among the k comparisons of lowest p: the sum of p_wrong, or null where that is not known. */
export function expectedWrong({ p, pWrong, flipRate }: EnsembleResult): Figures['expectedWrong'] {
  const order = Array.from(p, (_, i) => i)
    .filter(i => !Number.isNaN(p[i]!))
    .sort((x, y) => p[x]! - p[y]!);
  const sizes = [...firsts.filter(k => k < order.length), ...(order.length > 0 ? [order.length] : [])];
  return sizes.map(first => ({
    first,
    expected: flipRate.known ? order.slice(0, first).reduce((sum, i) => sum + pWrong[i]!, 0) : null,
  }));
}
