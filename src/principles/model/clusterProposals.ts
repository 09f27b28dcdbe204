import type { Likeness } from './likeness.ts';
import type { Proposal } from './propose.ts';
import { turningOf } from './turning.ts';
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

/**
 * Joins proposals that say nearly the same, the most supported first, and gives the `most` best supported clusters. Wordings
 * that differ in a word such as "not", "fewer" or "shorter" stay apart, however alike they are.
 *
 * @throws what `likeness` throws
 */
export async function clusterProposals(
  proposals: readonly Proposal[],
  most: number,
  likeness: Likeness,
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
  const between = texts.length < 2 ? () => 0 : await likeness.between(texts, signal);
  const turning = texts.map(turningOf);
  const likenessOf = (x: number, y: number): number => (turning[x] === turning[y] ? between(x, y) : 0);
  const clusters: number[][] = [];
  for (const at of texts.keys()) {
    const mean = (members: readonly number[]): number =>
      members.reduce((sum, other) => sum + likenessOf(at, other), 0) / members.length;
    let best = -1;
    let close = likeness.least;
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
          (sum, other) => sum + wordings[other]!.rows.length * (other === at ? 1 : likenessOf(at, other)),
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
