import type { Comparison } from '../dataset/comparison.ts';
import { ngramsOf } from './features/ngrams.ts';
import { type StyleFeatures, styleOf } from './features/style.ts';
import type { SparseRows } from './heads/design.ts';
import { type Items, itemsOf } from './items.ts';
import type { Pace } from './pace.ts';
import { type Partition, partitionOf } from './partition.ts';

/** What members share: everything about the texts that does not depend on labels. */
export interface Prepared {
  readonly items: Items;
  readonly partition: Partition;
  readonly style: StyleFeatures;
  readonly words: SparseRows;
  readonly characters: SparseRows;
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
  const words = await ngramsOf(items.texts, { words: 2, fromCharacters: 0, toCharacters: 0 }, pace);
  const characters = await ngramsOf(items.texts, { words: 0, fromCharacters: 3, toCharacters: 5 }, pace);
  const prepared = { items, partition, style, words, characters };
  known.set(comparisons, prepared);
  return prepared;
}
