import type { Comparison } from '../../dataset/comparison.ts';
import { randomFrom } from '../random.ts';

/**
 * Draws rows evenly over sources and annotators: strata take turns, and within one no prompt comes a second time before all
 * have come once. In ascending order.
 *
 * @param rows to draw from
 * @param groups prompt of every comparison
 */
export function sampleRows(
  comparisons: readonly Comparison[],
  rows: ArrayLike<number>,
  groups: Int32Array,
  count: number,
  seed: number,
): number[] {
  const random = randomFrom(seed);
  const strata = new Map<string, { readonly row: number; readonly key: number }[]>();
  const met = new Map<number, number>();
  for (const { row } of Array.from(rows, row => ({ row, key: random() })).sort((x, y) => x.key - y.key)) {
    const { source = '', annotations } = comparisons[row]!;
    const name = `${source}\n${annotations[0]?.annotator ?? ''}`;
    const turn = met.get(groups[row]!) ?? 0;
    met.set(groups[row]!, turn + 1);
    const stratum = strata.get(name);
    const entry = { row, key: turn };
    if (stratum) stratum.push(entry);
    else strata.set(name, [entry]);
  }
  const queues = [...strata.values()].map(stratum => stratum.sort((x, y) => x.key - y.key));
  const drawn: number[] = [];
  for (let turn = 0; drawn.length < Math.min(count, rows.length); turn++) {
    for (const queue of queues) {
      const entry = queue[turn];
      if (entry !== undefined && drawn.length < count) drawn.push(entry.row);
    }
  }
  return drawn.sort((x, y) => x - y);
}
