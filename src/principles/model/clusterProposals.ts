import type { Proposal } from './propose.ts';
import { wordingKey } from './wording.ts';

/** Principles that say nearly the same, one of them speaking for all. */
export interface Cluster {
  /** The wording nearest to the others. */
  readonly text: string;
  /** Every proposal of exactly this wording, as the rows it came from. */
  readonly proposals: readonly (readonly number[])[];
  /** Different questions that led to any of its wordings. */
  readonly support: number;
  /** Other wordings. */
  readonly others: readonly string[];
}

/** Gives a unit vector to each text, for example by the local encoder. */
export type EncodeTexts = (texts: readonly string[], signal?: AbortSignal) => Promise<readonly Float32Array[]>;

/** Least cosine of two wordings that are joined. */
const alike = { words: 0.6, encoder: 0.86 };
/** Words that turn a sentence round: wordings that differ in these are never joined. */
const turning =
  /^(?:not|no|non|never|without|avoid\w*|lack\w*|omit\w*|less|fewer|least|refus\w*|fail\w*|short\w*|brief\w*|concise\w*|long\w*|more|most|only|in\w{0,3}formal|informal|formal|simple\w*|complex\w*|un\w+|in(?:correct|accurate|complete)\w*|worse|negative\w*|positive\w*|when|if|unless)$/u;
const frame = new Set(
  'select response that when prompt asks and with for its has uses provides gives includes contains'.split(' '),
);

const tokensOf = (text: string): string[] => wordingKey(text).split(' ').filter(Boolean);
const turns = (text: string): string =>
  tokensOf(text)
    .filter(token => turning.test(token))
    .map(token => token.slice(0, 5))
    .sort()
    .join(' ');

/** TF-IDF of stems (first six letters) and of three-letter pieces of them, as unit vectors. */
function wordVectors(texts: readonly string[]): Map<string, number>[] {
  const terms = texts.map(text => {
    const stems = tokensOf(text)
      .filter(token => !frame.has(token))
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

const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, at) => sum + value * y[at]!, 0);

/**
 * Joins proposals that say nearly the same, the most supported first, and gives the `most` best supported clusters. Wordings
 * that differ in a word such as "not", "fewer" or "shorter" stay apart.
 */
export async function clusterProposals(
  proposals: readonly Proposal[],
  most: number,
  encode?: EncodeTexts,
  signal?: AbortSignal,
): Promise<Cluster[]> {
  const byKey = new Map<string, { readonly text: string; readonly rows: (readonly number[])[] }>();
  for (const { text, rows } of proposals) {
    const known = byKey.get(wordingKey(text));
    if (known) known.rows.push(rows);
    else byKey.set(wordingKey(text), { text, rows: [rows] });
  }
  const wordings = [...byKey.values()].sort((x, y) => y.rows.length - x.rows.length || (x.text < y.text ? -1 : 1));
  const texts = wordings.map(({ text }) => text);
  const vectors = encode === undefined ? null : await encode(texts, signal);
  const words = wordVectors(texts);
  const turned = texts.map(turns);
  const likeness = (x: number, y: number): number => {
    if (turned[x] !== turned[y]) return 0;
    return vectors === null ? dotOfMaps(words[x]!, words[y]!) : dot(vectors[x]!, vectors[y]!);
  };
  const least = vectors === null ? alike.words : alike.encoder;
  const clusters: number[][] = [];
  for (const at of texts.keys()) {
    const mean = (members: readonly number[]): number =>
      members.reduce((sum, other) => sum + likeness(at, other), 0) / members.length;
    let best = -1;
    let close = least;
    clusters.forEach((members, which) => {
      const value = mean(members);
      if (value >= close) [best, close] = [which, value];
    });
    if (best < 0) clusters.push([at]);
    else clusters[best]!.push(at);
  }
  return clusters
    .map(members => {
      const central = (at: number): number =>
        members.reduce(
          (sum, other) => sum + wordings[other]!.rows.length * (other === at ? 1 : likeness(at, other)),
          0,
        );
      const medoid = members.reduce((one, other) => (central(other) > central(one) + 1e-9 ? other : one));
      const support = new Set(members.flatMap(member => wordings[member]!.rows.map(rows => rows.join(','))));
      const others = members.filter(member => member !== medoid).map(member => texts[member]!);
      return { text: texts[medoid]!, proposals: wordings[medoid]!.rows, support: support.size, others };
    })
    .sort((x, y) => y.support - x.support || (x.text < y.text ? -1 : 1))
    .slice(0, most);
}
