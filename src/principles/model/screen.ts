import { outerFolds } from '../evaluate/crossEvaluate.ts';
import type { Votes } from '../principle.ts';
import type { VotedPrinciple } from '../votedPrinciple.ts';

/** A candidate that the screen let through, and what it may now be said to have been proposed from. */
export interface Survivor {
  readonly at: number;
  readonly proposals: VotedPrinciple['proposals'];
}

/** Least share of the rows on which a candidate has to vote. */
const leastRelevance = 0.03;

/**
 * The candidates that go with the labels most (for - against) on the rows of a screen. Each training part of the outer folds
 * screens for itself, so that a fold never profits from its own labels: a candidate that only other parts let through can't be
 * selected there.
 */
export function screen(
  columns: readonly Votes[],
  proposals: readonly VotedPrinciple['proposals'][],
  labels: Int8Array,
  rows: readonly number[],
  folds: Uint8Array,
  most: number,
): Survivor[] {
  const survivors = new Map<number, (readonly number[])[]>();
  for (let fold = 0; fold < outerFolds; fold++) {
    const seen = rows.filter(row => folds[row] !== fold);
    columns
      .map((column, at) => {
        const stands = seen.map(row => column[row]! * labels[row]!);
        const cast = stands.filter(stand => stand !== 0).length;
        return { at, lead: stands.reduce((sum, stand) => sum + stand, 0), relevance: cast / Math.max(1, seen.length) };
      })
      .filter(({ lead, relevance }) => lead > 0 && relevance >= leastRelevance)
      .sort((x, y) => y.lead - x.lead || x.at - y.at)
      .slice(0, most)
      .forEach(({ at }) => {
        const clear = proposals[at]!.filter(one => one.every(row => folds[row] !== fold));
        const known = survivors.get(at) ?? [];
        if (proposals[at]!.length === 0) known.push(seen);
        else if (clear.length > 0) known.push([...seen, ...clear[0]!]);
        else known.push([...seen, ...proposals[at]![0]!]);
        survivors.set(at, known);
      });
  }
  return [...survivors].map(([at, from]) => ({ at, proposals: from })).sort((x, y) => x.at - y.at);
}
