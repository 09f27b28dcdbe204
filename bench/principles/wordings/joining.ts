import { clusterProposals } from '../../../src/principles/model/clusterProposals.ts';
import type { Likeness } from '../../../src/principles/model/likeness.ts';

/** How well wordings were joined, by pairs of them: of those joined, the share that say the same, and the other way round. */
export interface Joining {
  readonly precision: number;
  readonly recall: number;
  readonly clusters: number;
}

/** A wording as a whole sentence. */
export const sentence = (rest: string): string => `Select the response that ${rest}.`;

/** F-measure (van Rijsbergen 1979): below 1, `beta` weighs precision more. */
export function fMeasure({ precision, recall }: Joining, beta: number): number {
  const sum = beta ** 2 * precision + recall;
  return sum === 0 ? 0 : ((1 + beta ** 2) * precision * recall) / sum;
}

/** Joins all wordings of these meanings, each proposed once. */
export async function joinMeanings(meanings: readonly (readonly string[])[], likeness: Likeness): Promise<Joining> {
  const meaningOf = new Map(meanings.flatMap((wordings, at) => wordings.map(each => [sentence(each), at] as const)));
  const proposals = [...meaningOf.keys()].map((text, row) => ({ text, rows: [row] }));
  const clusters = await clusterProposals(proposals, Number.POSITIVE_INFINITY, likeness);
  const pairs = (n: number): number => (n * (n - 1)) / 2;
  let [right, joined] = [0, 0];
  for (const { text, others } of clusters) {
    joined += pairs(others.length + 1);
    const counts = new Map<number, number>();
    for (const one of [text, ...others]) counts.set(meaningOf.get(one)!, (counts.get(meaningOf.get(one)!) ?? 0) + 1);
    for (const count of counts.values()) right += pairs(count);
  }
  const same = meanings.reduce((sum, wordings) => sum + pairs(wordings.length), 0);
  return { precision: joined === 0 ? 1 : right / joined, recall: right / same, clusters: clusters.length };
}

/** How many of these pairs, alone with each other, are joined. */
export async function joinedPairs(pairs: readonly (readonly [string, string])[], likeness: Likeness): Promise<number> {
  let joined = 0;
  for (const pair of pairs) {
    const proposals = pair.map((text, row) => ({ text: sentence(text), rows: [row] }));
    if ((await clusterProposals(proposals, 2, likeness)).length === 1) joined++;
  }
  return joined;
}
