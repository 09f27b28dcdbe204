import type { Comparison } from '../dataset/comparison.ts';
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
