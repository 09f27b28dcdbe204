import { type Corpus, inverseFrequency } from '../features/corpus.ts';

/** The words of a vocabulary that at most a twentieth of the responses hold. */
export function tellingWords(vocabulary: Iterable<number>, corpus: Corpus): Set<number> {
  const common = Math.log((1 + corpus.texts) / (1 + corpus.texts * 0.05)) + 1;
  return new Set([...vocabulary].filter(word => inverseFrequency(corpus, word) > common));
}
