import { type NgramOptions, type Ngrams, ngramsOf } from './features/ngrams.ts';
import type { Pace } from './pace.ts';
import type { Prepared } from './prepared.ts';

type Source = Pick<Prepared, 'items' | 'memory'>;

const words = new WeakMap<Prepared['items'], Ngrams>();
const characters = new WeakMap<Prepared['items'], Ngrams>();

/** Word 1- and 2-grams of a dataset's responses; asking again costs nothing. */
export function wordRows(source: Source, pace: Pace): Promise<Ngrams> {
  return once(words, source, { words: 2, fromCharacters: 0, toCharacters: 0 }, pace);
}

/** Character 3- and 4-grams of a dataset's responses; asking again costs nothing. */
export function characterRows(source: Source, pace: Pace): Promise<Ngrams> {
  return once(characters, source, { words: 0, fromCharacters: 3, toCharacters: 4 }, pace);
}

async function once(
  known: WeakMap<Prepared['items'], Ngrams>,
  { items, memory }: Source,
  options: NgramOptions,
  pace: Pace,
): Promise<Ngrams> {
  const rows = known.get(items) ?? (await ngramsOf(items.texts, options, pace, text => memory.ngrams(text, options)));
  known.set(items, rows);
  return rows;
}
