import type { Decision } from '../edits/decision.ts';
import { placeByViews, type ViewedVote } from '../reward/populations/placeByViews.ts';
import type { Audit } from './audit.ts';

/** Where the reviewer stands among the populations of annotators. */
export interface PlacedReviewer {
  /** Verdicts for a response that it rests on. */
  readonly votes: number;
  /** Of those, verdicts given with the recorded label in view, which may lean on it. */
  readonly seen: number;
  /** Probability of each population, and of judging by chance last. */
  readonly memberships: readonly number[];
}

/** Places whoever gave verdicts among the populations that an audit found; null where there are no two, or fewer than three verdicts. */
export function placeReviewer(
  { rows, figures }: Pick<Audit, 'rows' | 'figures'>,
  decisions: ReadonlyMap<number, Decision>,
): PlacedReviewer | null {
  const populations = figures.annotation?.populations;
  if (populations === undefined) return null;
  let seen = 0;
  const votes = rows.flatMap((row): ViewedVote[] => {
    const decision = decisions.get(row.row);
    if (row.populations === undefined || (decision?.verdict !== 'a' && decision?.verdict !== 'b')) return [];
    if (decision.given === 'seen' || decision.given === 'settled') seen++;
    return [{ populations: row.populations, side: decision.verdict }];
  });
  const memberships = placeByViews(populations, votes);
  return memberships && { votes: votes.length, seen, memberships };
}
