import type { WordWeight } from '../explanation.ts';
import { countNgrams, type Ngrams, weightOf, wordsRead } from '../features/ngrams.ts';

/** A block of a linear head: n-grams whose rows are scaled to unit length, and their weights. */
export interface NgramBlock {
  readonly ngrams: Ngrams;
  readonly weights: Float64Array;
}

/**
 * What each word of a text does to its score under a linear n-gram head: the score of the text less that of the text
 * without this occurrence of the word, that is without the n-grams that cover it (no new ones close the gap). A finite
 * difference, because rows are scaled to unit length, so that every word also changes the weight of all others.
 * N-grams that are not kept count for nothing.
 *
 * @returns words in order, with offsets into `text`; words beyond what n-grams read are not in it
 */
export function wordWeights(text: string, blocks: readonly NgramBlock[]): WordWeight[] {
  const { starts, lengths } = wordsRead(text);
  const effects = new Float64Array(starts.length);
  for (const block of blocks) addEffects(text, block, effects);
  return Array.from(effects, (weight, i) => ({ from: starts[i]!, to: starts[i]! + lengths[i]!, weight }));
}

function addEffects(text: string, { ngrams, weights }: NgramBlock, effects: Float64Array): void {
  const counts = new Map<number, number>();
  // Columns of the n-grams that cover each word; a column is there as often as an n-gram of it covers the word.
  const covering = Array.from(effects, (): number[] => []);
  countNgrams(text, ngrams.options, (place, first, last) => {
    const column = ngrams.place[place]!;
    if (column < 0) return;
    counts.set(column, (counts.get(column) ?? 0) + 1);
    for (let word = first; word <= last; word++) covering[word]!.push(column);
  });
  let product = 0;
  let squares = 0;
  for (const [column, count] of counts) {
    const value = weightOf(count, ngrams.idf[column]!);
    product += value * weights[column]!;
    squares += value * value;
  }
  if (squares === 0) return;
  const score = product / Math.sqrt(squares);
  for (const [word, columns] of covering.entries()) {
    if (columns.length === 0) continue;
    const removed = new Map<number, number>();
    for (const column of columns) removed.set(column, (removed.get(column) ?? 0) + 1);
    let lessProduct = 0;
    let lessSquares = 0;
    for (const [column, times] of removed) {
      const count = counts.get(column)!;
      const idf = ngrams.idf[column]!;
      const before = weightOf(count, idf);
      const after = weightOf(count - times, idf);
      lessProduct += (before - after) * weights[column]!;
      lessSquares += before * before - after * after;
    }
    const left = squares - lessSquares;
    // What is left of nothing but rounding is nothing.
    const without = left > 1e-9 * squares ? (product - lessProduct) / Math.sqrt(left) : 0;
    effects[word]! += score - without;
  }
}
