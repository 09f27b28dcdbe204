import type { Comparison } from '../dataset/comparison.ts';
import type { Corpus } from './features/corpus.ts';
import { type StyleFeatures, styleOf } from './features/style.ts';
import { TextMemory } from './features/textMemory.ts';
import { type Items, itemsOf } from './items.ts';
import type { Pace } from './pace.ts';
import { type Partition, partitionOf } from './partition.ts';

/** What members share: everything about the texts that does not depend on labels. */
export interface Prepared {
  readonly items: Items;
  readonly partition: Partition;
  readonly style: StyleFeatures;
  /** What was counted of single texts. */
  readonly memory: TextMemory;
}

const known = new WeakMap<readonly Comparison[], Prepared>();

/**
 * Prepares a dataset once; asking again for the same array, perhaps with other labels, costs nothing.
 *
 * @param memory - what an earlier audit counted of the same texts
 */
export async function prepare(
  comparisons: readonly Comparison[],
  pace: Pace,
  memory = new TextMemory(),
): Promise<Prepared> {
  const before = known.get(comparisons);
  if (before) return before;
  const items = itemsOf(comparisons);
  memory.tidy(items.texts.length, items.prompts.length);
  await pace.step();
  const partition = partitionOf(
    items,
    comparisons.map(({ listId }) => listId),
  );
  await pace.step();
  const style = await styleOf(items, pace, memory);
  const prepared = { items, partition, style, memory };
  known.set(comparisons, prepared);
  return prepared;
}

/**
 * Prepares comparisons that are judged by heads fitted on others: rarity of words is told by their corpus. Such comparisons
 * are never dealt into folds, so each is a group of its own.
 */
export async function prepareApart(
  comparisons: readonly Comparison[],
  corpus: Corpus,
  pace: Pace,
  memory = new TextMemory(),
): Promise<Prepared> {
  const items = itemsOf(comparisons);
  const alone = Int32Array.from(comparisons, (_, i) => i);
  const style = await styleOf(items, pace, memory, corpus);
  return { items, partition: { text: alone, pair: alone, rule: 'none' }, style, memory };
}
