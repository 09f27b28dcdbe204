import type { Likeness } from './likeness.ts';
import { wordingKey } from './wording.ts';

const frame = new Set(
  'select response that when prompt asks and with for its has uses provides gives includes contains'.split(' '),
);

/** TF-IDF of stems (first six letters) and of three-letter pieces of them, as unit vectors. */
function wordVectors(texts: readonly string[]): Map<string, number>[] {
  const terms = texts.map(text => {
    const stems = wordingKey(text)
      .split(' ')
      .filter(token => token !== '' && !frame.has(token))
      .map(token => token.slice(0, 6));
    const pieces = stems.flatMap(stem =>
      Array.from({ length: Math.max(0, stem.length - 2) }, (_, at) => `_${stem.slice(at, at + 3)}`),
    );
    return new Set([...stems, ...pieces]);
  });
  const frequency = new Map<string, number>();
  for (const set of terms) for (const term of set) frequency.set(term, (frequency.get(term) ?? 0) + 1);
  return terms.map(set => {
    const vector = new Map(
      [...set].map(term => [
        term,
        Math.log(1 + texts.length / frequency.get(term)!) * (term.startsWith('_') ? 0.4 : 1),
      ]),
    );
    const norm = Math.sqrt([...vector.values()].reduce((sum, value) => sum + value * value, 0)) || 1;
    return new Map([...vector].map(([term, value]) => [term, value / norm]));
  });
}

function dotOfMaps(x: ReadonlyMap<string, number>, y: ReadonlyMap<string, number>): number {
  let sum = 0;
  for (const [term, value] of x) sum += value * (y.get(term) ?? 0);
  return sum;
}

/** By the words that sentences have in common; needs no weights. */
export const wordLikeness: Likeness = {
  least: 0.6,
  async between(texts) {
    const vectors = wordVectors(texts);
    return (x, y) => dotOfMaps(vectors[x]!, vectors[y]!);
  },
};
