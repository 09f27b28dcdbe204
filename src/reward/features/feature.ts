import type { TextFacts } from '../text/textFacts.ts';
import type { Corpus } from './corpus.ts';
import type { PromptFacts } from './promptFacts.ts';

/** A number that describes a response given its prompt. */
export interface Feature {
  readonly name: string;
  /** Reads English words: 0 where the comparison is in another language. */
  readonly english: boolean;
  /** The value is log(1 + count). */
  readonly logarithmic?: true;
  value(response: TextFacts, prompt: PromptFacts, corpus: Corpus): number;
}

/** `count` per word, so that long texts do not win by length alone. */
export function perWord(count: number, response: TextFacts): number {
  return count / Math.max(response.words.hashes.length, 5);
}

/** log(1 + count). */
export function log1(count: number): number {
  return Math.log1p(count);
}
