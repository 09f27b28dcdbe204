import type { CheckContext } from './check.ts';

/** Votes on one pair of texts, over all rows that hold it. */
export interface PairVotes {
  readonly a: number;
  readonly b: number;
  /** Ties and "both bad". */
  readonly neither: number;
}

/**
 * Annotators' votes per comparison, seen from its own sides: those of the record, and those of other rows that compare
 * the same texts under the same prompt.
 */
export function votesOf({ comparisons, ensemble }: CheckContext): PairVotes[] {
  const { items } = ensemble.prepared;
  const byPair = new Map<string, { low: number; high: number; neither: number }>();
  const keyOf = (i: number): string => {
    const a = items.a[i]!;
    const b = items.b[i]!;
    return a < b ? `${a},${b}` : `${b},${a}`;
  };
  for (const [i, c] of comparisons.entries()) {
    const key = keyOf(i);
    const votes = byPair.get(key) ?? { low: 0, high: 0, neither: 0 };
    byPair.set(key, votes);
    const aIsLow = items.a[i]! <= items.b[i]!;
    for (const { label } of c.annotations) {
      if (label === null) continue;
      if (label !== 'a' && label !== 'b') votes.neither++;
      else if ((label === 'a') === aIsLow) votes.low++;
      else votes.high++;
    }
  }
  return comparisons.map((_, i) => {
    const votes = byPair.get(keyOf(i))!;
    const aIsLow = items.a[i]! <= items.b[i]!;
    return { a: aIsLow ? votes.low : votes.high, b: aIsLow ? votes.high : votes.low, neither: votes.neither };
  });
}
