import { joinHashes } from '../text/hash.ts';
import type { TextFacts } from '../text/textFacts.ts';
import { type Corpus, inverseFrequency } from './corpus.ts';
import { type Feature, log1 } from './feature.ts';

/** Share of `from`'s vocabulary, weighted by rarity, that is found in `within`. */
export function weightedOverlap(from: ReadonlySet<number>, within: ReadonlySet<number>, corpus: Corpus): number {
  let found = 0;
  let all = 0;
  for (const word of from) {
    const weight = inverseFrequency(corpus, word) - 1;
    all += weight;
    if (within.has(word)) found += weight;
  }
  return all === 0 ? 0 : found / all;
}

function pairsOf(facts: TextFacts): Set<number> {
  const pairs = new Set<number>();
  const words = facts.words.hashes;
  for (let i = 1; i < words.length; i++) pairs.add(joinHashes(words[i - 1]!, words[i]!));
  return pairs;
}

function copied(response: TextFacts, source: TextFacts): number {
  const words = response.words.hashes;
  if (words.length < 2) return 0;
  const pairs = pairsOf(source);
  let hits = 0;
  for (let i = 1; i < words.length; i++) if (pairs.has(joinHashes(words[i - 1]!, words[i]!))) hits++;
  return hits / (words.length - 1);
}

function jaccard(a: ReadonlySet<number>, b: ReadonlySet<number>): number {
  let both = 0;
  for (const word of a) if (b.has(word)) both++;
  return both / Math.max(a.size + b.size - both, 1);
}

/** How the response meets its prompt. */
export const promptFitFeatures: readonly Feature[] = [
  {
    name: 'own words found in the ask',
    english: false,
    value: (r, p, c) => weightedOverlap(r.vocabulary, p.ask.vocabulary, c),
  },
  {
    name: 'ask found in the response',
    english: false,
    value: (r, p, c) => weightedOverlap(p.ask.vocabulary, r.vocabulary, c),
  },
  {
    name: 'own words found in the prompt',
    english: false,
    value: (r, p, c) => weightedOverlap(r.vocabulary, p.vocabulary, c),
  },
  { name: 'overlap with the ask', english: false, value: (r, p) => jaccard(r.vocabulary, p.ask.vocabulary) },
  { name: 'copied from the ask', english: false, value: (r, p) => copied(r, p.ask) },
  { name: 'copied from the last answer', english: false, value: (r, p) => (p.previous ? copied(r, p.previous) : 0) },
  {
    name: 'overlap with the last answer',
    english: false,
    value: (r, p) => (p.previous ? jaccard(r.vocabulary, p.previous.vocabulary) : 0),
  },
  {
    name: 'length against the ask',
    english: false,
    value: (r, p) => Math.abs(log1(r.words.hashes.length) - log1(p.ask.words.hashes.length)),
  },
  {
    name: 'length against the last answer',
    english: false,
    value: (r, p) => (p.previous ? Math.abs(log1(r.words.hashes.length) - log1(p.previous.words.hashes.length)) : 0),
  },
];
