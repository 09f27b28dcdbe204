import type { ViewProgress } from '../protocol/review.ts';
import type { View } from '../protocol/view.ts';
import { isJudged } from './isJudged.ts';
import type { OpenDocument } from './openDocument.ts';
import type { RowList } from './rowList.ts';
import type { ViewRows } from './viewRows.ts';

/** Which rows lists hold, a byte each: a verdict must not look half a million rows up. */
const members = new WeakMap<Int32Array, Uint8Array>();

/** Whether the row at a position of a view waits for the reviewer. */
export function isWaiting(doc: OpenDocument, { filter }: View, { repeatsFrom }: ViewRows, row: number, at: number) {
  const decision = doc.decisions.get(row);
  if (filter.conflicts === true && filter.check === undefined) return !doc.reviewers.isSettled(row, decision);
  if (repeatsFrom !== undefined && at >= repeatsFrom) return !isJudged(decision?.again);
  return !isJudged(decision?.verdict);
}

/** How far the review of a view is. */
export async function readProgress(doc: OpenDocument, view: View): Promise<ViewProgress> {
  const shown = await doc.views.rows(view);
  const { rows } = shown;
  const verdicts: Record<string, number> = {};
  let done = 0;
  if (view.filter.check !== undefined || view.filter.conflicts === true) {
    for (const [at, row] of rows.slice(0, rows.length).entries()) {
      if (!isWaiting(doc, view, shown, row, at)) done++;
      countIn(verdicts, doc.decisions.get(row)?.verdict);
    }
  } else {
    const holds = membership(rows);
    for (const [row, { verdict }] of doc.decisions) {
      if (!holds(row)) continue;
      if (isJudged(verdict)) done++;
      countIn(verdicts, verdict);
    }
  }
  return { all: rows.length, done, verdicts, conflicts: readConflicts(doc) };
}

/** Comparisons about which reviewers disagree. */
export function readConflicts(doc: OpenDocument): ViewProgress['conflicts'] {
  const rows = [...doc.reviewers.conflicting];
  return {
    all: rows.length,
    open: rows.filter(row => !doc.reviewers.isSettled(row, doc.decisions.get(row))).length,
  };
}

function countIn(verdicts: Record<string, number>, verdict: string | null | undefined): void {
  if (verdict !== null && verdict !== undefined) verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
}

function membership(rows: RowList): (row: number) => boolean {
  const { listed } = rows;
  if (listed === undefined) return row => row >= 0 && row < rows.length;
  const held = members.get(listed) ?? new Uint8Array(listed.reduce((most, row) => Math.max(most, row), -1) + 1);
  if (!members.has(listed)) {
    for (const row of listed) held[row] = 1;
    members.set(listed, held);
  }
  return row => held[row] === 1;
}
