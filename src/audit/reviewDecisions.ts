import type { Row } from '../dataset/row.ts';
import type { SidecarIndex, SidecarMatcher } from '../dataset/sidecar.ts';
import { type Decision, isUndecided } from '../edits/decision.ts';
import { decidedBy } from './decidedBy.ts';

/** Reads rows in the order of the file, and keeps the decisions that a review file holds about them. */
export class ReviewReader {
  /** By row; where reviewers differ, the latest counts. */
  readonly decisions = new Map<number, Decision>();
  readonly #matcher: SidecarMatcher;

  constructor(index: SidecarIndex) {
    this.#matcher = index.matcher();
  }

  read(rows: readonly Row[]): void {
    for (const row of rows) {
      const matches = row.kind === 'malformed' ? this.#matcher.nextMalformed(row) : this.#matcher.next(row.comparison);
      const match = decidedBy(matches, null);
      if (match !== null && !isUndecided(match.decision)) this.decisions.set(row.row, match.decision);
    }
  }
}

/** The decisions that a review file holds about all rows of a file, by row; where reviewers differ, the latest counts. */
export function reviewDecisions(index: SidecarIndex, rows: readonly Row[]): Map<number, Decision> {
  const reader = new ReviewReader(index);
  if (!index.empty) reader.read(rows);
  return reader.decisions;
}
