import type { Comparison } from '../dataset/comparison.ts';

/**
 * The comparisons as principles see them where a language model read a part of the file: they are selected and evaluated by
 * the labels of that part, as elsewhere the model's votes are missing.
 *
 * @param read - places that it read
 */
export function readOnly(comparisons: readonly Comparison[], read: ReadonlySet<number>): readonly Comparison[] {
  if (read.size === comparisons.length) return comparisons;
  return comparisons.map((comparison, place) =>
    read.has(place) ? comparison : { ...comparison, label: null, annotations: [] },
  );
}
