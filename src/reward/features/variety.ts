import { joinHashes } from '../text/hash.ts';
import type { TextFacts } from '../text/textFacts.ts';
import { inverseFrequency } from './corpus.ts';
import { type Feature, log1 } from './feature.ts';

function repeated(r: TextFacts, size: number): number {
  const words = r.words.hashes;
  const total = words.length - size + 1;
  if (total < 2) return 0;
  const seen = new Set<number>();
  for (let i = 0; i < total; i++) {
    let hash = words[i]!;
    for (let k = 1; k < size; k++) hash = joinHashes(hash, words[i + k]!);
    seen.add(hash);
  }
  return 1 - seen.size / total;
}

function mean(values: Iterable<number>): number {
  let sum = 0;
  let n = 0;
  for (const value of values) {
    sum += value;
    n++;
  }
  return n === 0 ? 0 : sum / n;
}

/** Vocabulary: how varied, how long and how rare the words are. */
export const varietyFeatures: readonly Feature[] = [
  { name: 'type-token ratio', english: false, value: r => r.vocabulary.size / Math.max(r.words.hashes.length, 5) },
  {
    name: 'vocabulary over root of words',
    english: false,
    // Guiraud's index, which length biases less than the type-token ratio.
    value: r => r.vocabulary.size / Math.sqrt(Math.max(r.words.hashes.length, 1)),
  },
  { name: 'repeated pairs of words', english: false, value: r => repeated(r, 2) },
  { name: 'repeated triples of words', english: false, value: r => repeated(r, 3) },
  { name: 'repeated lines', english: false, logarithmic: true, value: r => log1(r.layout.repeatedLines) },
  { name: 'word length', english: false, value: r => (r.words.hashes.length === 0 ? 0 : mean(r.words.lengths)) },
  {
    name: 'long words',
    english: false,
    value: r => mean(Array.from(r.words.lengths, length => (length >= 8 ? 1 : 0))),
  },
  {
    name: 'rarity of words',
    english: false,
    value: (r, _, corpus) => mean(Array.from(r.vocabulary, word => inverseFrequency(corpus, word))),
  },
  {
    name: 'words found nowhere else',
    english: false,
    value: (r, _, corpus) => mean(Array.from(r.vocabulary, w => ((corpus.documentFrequency.get(w) ?? 0) <= 1 ? 1 : 0))),
  },
];
