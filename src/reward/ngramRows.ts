import { type Ngrams, ngramsOf } from './features/ngrams.ts';
import type { Items } from './items.ts';
import type { Pace } from './pace.ts';

const words = new WeakMap<Items, Ngrams>();
const characters = new WeakMap<Items, Ngrams>();

/** Word 1- and 2-grams of a dataset's responses; asking again costs nothing. */
export function wordRows(items: Items, pace: Pace): Promise<Ngrams> {
  return once(words, items, () => ngramsOf(items.texts, { words: 2, fromCharacters: 0, toCharacters: 0 }, pace));
}

/** Character 3- to 5-grams of a dataset's responses; asking again costs nothing. */
export function characterRows(items: Items, pace: Pace): Promise<Ngrams> {
  return once(characters, items, () => ngramsOf(items.texts, { words: 0, fromCharacters: 3, toCharacters: 4 }, pace));
}

async function once(known: WeakMap<Items, Ngrams>, items: Items, make: () => Promise<Ngrams>): Promise<Ngrams> {
  const rows = known.get(items) ?? (await make());
  known.set(items, rows);
  return rows;
}
