import type { Row } from '../dataset/row.ts';
import type { SidecarIndex } from '../dataset/sidecar.ts';
import { type Decision, isUndecided } from '../edits/decision.ts';
import { decidedBy } from './decidedBy.ts';

/** The decisions that a review file holds about rows, by row; where reviewers differ, the latest counts. */
export function reviewDecisions(index: SidecarIndex, rows: readonly Row[]): Map<number, Decision> {
  const decisions = new Map<number, Decision>();
  if (index.empty) return decisions;
  const matcher = index.matcher();
  for (const row of rows) {
    if (row.kind === 'malformed') continue;
    const match = decidedBy(matcher.next(row.comparison), null);
    if (match !== null && !isUndecided(match.decision)) decisions.set(row.row, match.decision);
  }
  return decisions;
}
