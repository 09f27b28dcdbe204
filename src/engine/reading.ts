import type { Row } from '../dataset/row.ts';
import { decisionAt } from '../edits/decisions.ts';
import type { Overview, WindowParams, WindowResult } from '../protocol/engine.ts';
import type { ListItem, RowDetail } from '../protocol/rows.ts';
import type { View } from '../protocol/view.ts';
import { type FindingKind, findingKinds } from '../reward/finding.ts';
import type { OpenDocument } from './openDocument.ts';
import { leftSide } from './side.ts';
import { titleOf } from './title.ts';

/** Most rows that one answer holds. */
const maxRows = 500;

/** A window of a view. */
export async function readWindow(doc: OpenDocument, { view, start, count }: WindowParams): Promise<WindowResult> {
  const { rows, complete } = await doc.views.rows(view);
  const wanted = rows.slice(start, start + Math.min(count, maxRows));
  return { total: rows.length, complete, items: await listItems(doc, wanted) };
}

/** Rows in full. Rows that the file does not hold are left out. */
export async function readDetail(doc: OpenDocument, rows: readonly number[]): Promise<RowDetail[]> {
  const read = await doc.readRows(rows.slice(0, maxRows));
  return read.map(row => ({
    row,
    decision: decisionAt(doc.decisions, row.row),
    audit: doc.audit?.rows[row.row] ?? null,
    stale: doc.audit !== null && doc.staleRows.has(row.row),
    left: leftSide(row),
  }));
}

/** Position of a row in a view, or null. */
export async function locate(doc: OpenDocument, view: View, row: number): Promise<number | null> {
  const { rows } = await doc.views.rows(view);
  const position = rows.indexOf(row);
  return position < 0 ? null : position;
}

/** Position of the first row at or after `start`, wrapping round, that waits for a verdict, or null. */
export async function nextOpen(doc: OpenDocument, view: View, start: number): Promise<number | null> {
  const { rows } = await doc.views.rows(view);
  const block = 1024;
  const from = Math.min(Math.max(start, 0), rows.length);
  for (const [low, high] of [
    [from, rows.length],
    [0, from],
  ] as const) {
    for (let at = low; at < high; at += block) {
      const position = rows.slice(at, Math.min(at + block, high)).findIndex(row => isOpen(doc, row));
      if (position >= 0) return at + position;
    }
  }
  return null;
}

/** Rows of a finding, best score first. */
export async function readFindings(
  doc: OpenDocument,
  finding: FindingKind,
  start: number,
  count: number,
): Promise<ListItem[]> {
  const { rows } = await doc.views.rows({ filter: { finding }, sort: 'score', descending: true });
  return listItems(doc, rows.slice(start, start + Math.min(count, maxRows)));
}

/** Figures for chips, toolbar and status bar. */
export async function readOverview(doc: OpenDocument): Promise<Overview> {
  const verdicts: Record<string, number> = {};
  let reviewed = 0;
  for (const { verdict } of doc.decisions.values()) {
    if (verdict === null) continue;
    verdicts[verdict] = (verdicts[verdict] ?? 0) + 1;
    if (verdict !== 'later') reviewed++;
  }
  const counts = await doc.table.findingCounts();
  return {
    rowCount: doc.dataset.rowCount,
    indexed: doc.dataset.indexed,
    audited: doc.audit !== null,
    stale: doc.audit !== null && doc.staleRows.size > 0,
    findings: findingKinds.flatMap(kind => {
      const found = counts.find(count => count.kind === kind);
      return found === undefined ? [] : [{ ...found, kind }];
    }),
    reviewed,
    verdicts,
    principles: doc.audit?.principles.principles ?? [],
    members: doc.audit?.figures.members ?? [],
  };
}

function isOpen(doc: OpenDocument, row: number): boolean {
  const verdict = doc.decisions.get(row)?.verdict ?? null;
  return verdict === null || verdict === 'later';
}

async function listItems(doc: OpenDocument, rows: readonly number[]): Promise<ListItem[]> {
  return (await doc.readRows(rows)).map(row => listItem(doc, row));
}

function listItem(doc: OpenDocument, row: Row): ListItem {
  const audited = doc.audit?.rows[row.row];
  return {
    row: row.row,
    line: row.line,
    title: titleOf(row),
    findings: audited?.findings.map(finding => finding.kind) ?? [],
    p: audited?.p ?? null,
    verdict: doc.decisions.get(row.row)?.verdict ?? null,
    malformed: row.kind === 'malformed',
  };
}
