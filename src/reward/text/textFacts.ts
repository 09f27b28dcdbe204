import { looksEnglish } from './language.ts';
import { type Layout, layoutOf } from './layout.ts';
import { countLists, wordLists } from './lexicon.ts';
import { type Words, wordsOf } from './words.ts';

/** What is counted once for a text: words, layout, English word lists. */
export interface TextFacts {
  readonly text: string;
  readonly words: Words;
  readonly layout: Layout;
  /** Occurrences per list of `wordLists`. */
  readonly lists: Float64Array;
  readonly english: 'yes' | 'no' | 'unknown';
  /** Each word once. */
  readonly vocabulary: ReadonlySet<number>;
}

/** Counts everything about a text, in time linear in its length. */
export function textFacts(text: string): TextFacts {
  const words = wordsOf(text);
  const lists = new Float64Array(wordLists.length);
  countLists(words.hashes, lists);
  return {
    text,
    words,
    layout: layoutOf(text),
    lists,
    english: looksEnglish(words, lists[wordLists.indexOf('stop')]!),
    vocabulary: new Set(words.hashes),
  };
}
