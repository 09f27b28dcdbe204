import type { TextFacts } from '../text/textFacts.ts';

/** In how many responses of the dataset each word occurs. Labels play no part in it. */
export interface Corpus {
  readonly texts: number;
  readonly documentFrequency: ReadonlyMap<number, number>;
}

/** Counts words over the distinct responses. */
export function corpusOf(responses: readonly TextFacts[]): Corpus {
  const documentFrequency = new Map<number, number>();
  for (const { vocabulary } of responses) {
    for (const word of vocabulary) documentFrequency.set(word, (documentFrequency.get(word) ?? 0) + 1);
  }
  return { texts: responses.length, documentFrequency };
}

/** Smoothed inverse document frequency, log((1 + N) / (1 + df)) + 1. */
export function inverseFrequency(corpus: Corpus, word: number): number {
  return Math.log((1 + corpus.texts) / (1 + (corpus.documentFrequency.get(word) ?? 0))) + 1;
}
