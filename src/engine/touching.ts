import type { NextContent } from '../dataset/saveDataset.ts';
import { isAdded } from '../edits/addition.ts';
import { type Decision, undecided } from '../edits/decision.ts';
import type { OpenDocument } from './openDocument.ts';
import type { TouchedLine } from './touchedRows.ts';

/** Up to so many rows are read when they are touched. */
const singly = 64;

/** Keeps rows as they are before they are changed; the session takes note of those touched for the first time. */
export async function touch(doc: OpenDocument, rows: readonly number[]): Promise<void> {
  // Where there are many, the table knows their keys, and reading them all would take a while.
  const own = rows.filter(row => !isAdded(row));
  const added =
    own.length > singly && doc.factsComplete
      ? doc.touched.note(await doc.table.keysAndLabels(own))
      : await doc.touched.keep(doc.dataset, own);
  for (const row of added) doc.savedDecisions.set(row, doc.decisions.get(row) ?? undecided);
  doc.session.touched(added.map(row => doc.touched.line(row, doc.decisions.get(row))));
}

/** All touched rows, with the decisions of the last save. */
export function touchedLines(doc: OpenDocument): TouchedLine[] {
  const { added } = doc.dataset.contents;
  // What was added since is in the actions.
  const rows = [...doc.touched.rows()].filter(row => !isAdded(row) || added.has(row));
  return rows.map(row => doc.touched.line(row, doc.savedDecisions.get(row)));
}

/** What a save is about to change, as it was before it was touched; what the file holds of added comparisons as well. */
export function linesBeforeSave(doc: OpenDocument, { originals, added }: NextContent): TouchedLine[] {
  const changed = [...originals].map(([row, bytes]) => ({
    ...doc.touched.line(row, doc.savedDecisions.get(row)),
    bytes: bytes.toString('base64'),
  }));
  return [...changed, ...[...added.keys()].map(row => doc.touched.line(row, doc.savedDecisions.get(row)))];
}

/** Takes over a row that another session had touched. */
export function adoptLine(doc: OpenDocument, line: TouchedLine): void {
  const { row, before } = line;
  doc.touched.adopt(doc.dataset, line);
  doc.savedDecisions.set(row, before ?? undecided);
  if (before === null) doc.decisions.delete(row);
  else doc.decisions.set(row, before);
}

/** The decision about a touched row at the last save. */
export function savedDecision(doc: OpenDocument, row: number): Decision {
  return doc.savedDecisions.get(row) ?? undecided;
}
