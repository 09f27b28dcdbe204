import type { Fitted } from './fitMixture.ts';
import { cellsOf, levels } from './mixture.ts';

/** The same fit with its populations in another order: place k of the result is `order[k]` of what was given. */
export function reordered({ mixture, r, value }: Fitted, order: readonly number[]): Fitted {
  const cells = cellsOf(order.length);
  const cell = Array.from({ length: cells }, (_, c) => {
    const population = Math.floor(c / levels.length);
    return population < order.length ? order[population]! * levels.length + (c % levels.length) : c;
  });
  const moved = (rows: Float64Array): Float64Array =>
    rows.map((_, at) => rows[Math.floor(at / cells) * cells + cell[at % cells]!]!);
  return {
    value,
    r: moved(r),
    mixture: { heads: order.map(k => mixture.heads[k]!), shares: moved(mixture.shares) },
  };
}
