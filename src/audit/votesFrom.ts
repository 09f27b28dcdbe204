import type { Comparison } from '../dataset/comparison.ts';
import type { Votes } from '../principles/principle.ts';
import type { Audit } from './audit.ts';

/** Votes of an audit's principles along the comparisons that it is of, by id. */
export function votesFrom(
  { rows, principles }: Pick<Audit, 'rows' | 'principles'>,
  comparisons: readonly Comparison[],
): Map<string, Votes> {
  const votes = new Map(principles.principles.map(({ id }) => [id, new Int8Array(comparisons.length)]));
  const audited = new Map(rows.map(row => [row.row, row]));
  for (const [place, { row }] of comparisons.entries()) {
    const said = audited.get(row);
    for (const id of said?.principlesA ?? []) votes.get(id)![place] = 1;
    for (const id of said?.principlesB ?? []) votes.get(id)![place] = -1;
  }
  return votes;
}
