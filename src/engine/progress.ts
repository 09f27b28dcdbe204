import { isAdded } from '../edits/addition.ts';
import type { ViewProgress } from '../protocol/review.ts';
import type { View } from '../protocol/view.ts';
import { isJudged } from './isJudged.ts';
import type { OpenDocument } from './openDocument.ts';
import type { RowList } from './rowList.ts';
import type { ViewRows } from './viewRows.ts';

/** Rows of a file, a byte each, and the few that were added. */
interface Members {
  readonly own: Uint8Array;
  readonly added: ReadonlySet<number>;
}

/** Which rows lists hold: a verdict must not look half a million rows up. */
const members = new WeakMap<Int32Array, Members>();

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
  if (listed === undefined) return row => rows.indexOf(row) >= 0;
  const known = members.get(listed) ?? membersOf(listed);
  members.set(listed, known);
  return row => (isAdded(row) ? known.added.has(row) : known.own[row] === 1);
}

function membersOf(rows: Int32Array): Members {
  const own = rows.filter(row => !isAdded(row));
  const held = new Uint8Array(own.reduce((most, row) => Math.max(most, row), -1) + 1);
  for (const row of own) held[row] = 1;
  return { own: held, added: new Set(rows.filter(isAdded)) };
}
