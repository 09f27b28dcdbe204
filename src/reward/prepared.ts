import type { Comparison } from '../dataset/comparison.ts';
import { type StyleFeatures, styleOf } from './features/style.ts';
import { type Items, itemsOf } from './items.ts';
import type { Pace } from './pace.ts';
import { type Partition, partitionOf } from './partition.ts';

/** What members share: everything about the texts that does not depend on labels. */
export interface Prepared {
  readonly items: Items;
  readonly partition: Partition;
  readonly style: StyleFeatures;
}

const known = new WeakMap<readonly Comparison[], Prepared>();

/** Prepares a dataset once; asking again for the same array, perhaps with other labels, costs nothing. */
export async function prepare(comparisons: readonly Comparison[], pace: Pace): Promise<Prepared> {
  const before = known.get(comparisons);
  if (before) return before;
  const items = itemsOf(comparisons);
  await pace.step();
  const partition = partitionOf(items);
  await pace.step();
  const style = await styleOf(items, pace);
  const prepared = { items, partition, style };
  known.set(comparisons, prepared);
  return prepared;
}
