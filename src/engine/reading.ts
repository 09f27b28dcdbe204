import type { Row } from '../dataset/row.ts';
import { isAdded } from '../edits/addition.ts';
import type { Decision } from '../edits/decision.ts';
import { decisionAt } from '../edits/decisions.ts';
import type { Overview, OverviewObjective } from '../protocol/overview.ts';
import type { WindowParams, WindowResult } from '../protocol/reading.ts';
import type { Cell, ListItem, RowDetail } from '../protocol/rows.ts';
import type { View } from '../protocol/view.ts';
import { type FindingKind, findingKinds } from '../reward/finding.ts';
import { objectiveColumnNames } from '../table/columns.ts';
import { listOfRow } from './listOfRow.ts';
import type { OpenDocument } from './openDocument.ts';
import { isWaiting } from './progress.ts';
import { refittingOf } from './refits.ts';
import { rowPeople } from './rowPeople.ts';
import { leftSide } from './side.ts';
import { titleOf } from './title.ts';

/** Most rows that one answer holds. */
const maxRows = 500;

/** A window of a view. */
export async function readWindow(doc: OpenDocument, params: WindowParams): Promise<WindowResult> {
  const { view, start, count, columns = [] } = params;
  const { rows, complete, repeatsFrom = rows.length } = await doc.views.rows(view);
  const wanted = rows.slice(start, start + Math.min(count, maxRows));
  const items = (await listItems(doc, wanted)).map((item, i) =>
    start + i < repeatsFrom ? item : comingAgain(item, doc.decisions.get(item.row)),
  );
  return { total: rows.length, complete, items: columns.length === 0 ? items : await withCells(doc, items, columns) };
}

/** Numbers of the rows in a part of a view. */
export async function readRowNumbers(
  doc: OpenDocument,
  { view, start, count }: Pick<WindowParams, 'view' | 'start' | 'count'>,
): Promise<number[]> {
  return (await doc.views.rows(view)).rows.slice(start, start + count);
}

/** Values of columns beside the items. A column that an audit took away has none. */
async function withCells(
  doc: OpenDocument,
  items: readonly ListItem[],
  columns: readonly string[],
): Promise<ListItem[]> {
  const known = doc.table.columns.map(({ name }) => name).filter(name => columns.includes(name));
  const records = await doc.table.records(
    ['row', ...known.filter(name => name !== 'row')],
    items.map(({ row }) => row),
  );
  const cells = new Map(records.map(record => [record.row, record as Record<string, Cell>]));
  return items.map(item => ({ ...item, cells: cells.get(item.row) ?? {} }));
}

/** Rows in full. Rows that the file does not hold are left out. */
export async function readDetail(doc: OpenDocument, rows: readonly number[]): Promise<RowDetail[]> {
  const read = await doc.readRows(rows.slice(0, maxRows));
  const lists = await Promise.all(read.map(({ row }) => listOfRow(doc, row)));
  return read.map((row, i) => {
    const audit = doc.auditedRow(row.row) ?? null;
    const people = rowPeople(doc.audit, row, audit);
    return {
      row,
      decision: decisionAt(doc.decisions, row.row),
      audit,
      stale: doc.audit !== null && doc.staleRows.has(row.row),
      left: leftSide(row),
      ...(people !== undefined && { people }),
      ...(lists[i] !== undefined && { list: lists[i] }),
      ...reviewsOf(doc, row.row),
    };
  });
}

/** Position of a row in a view, or null. */
export async function locate(doc: OpenDocument, view: View, row: number): Promise<number | null> {
  const shown = await doc.views.rows(view);
  const { rows, repeatsFrom } = shown;
  const position = rows.indexOf(row);
  if (position < 0 || repeatsFrom === undefined || isWaiting(doc, view, shown, row, position)) {
    return position < 0 ? null : position;
  }
  // Of a row that comes again, the time that waits for the reviewer is meant.
  const again = rows.slice(repeatsFrom, rows.length).indexOf(row);
  return again >= 0 && isWaiting(doc, view, shown, row, repeatsFrom + again) ? repeatsFrom + again : position;
}

/** Position of the first row at or after `start`, wrapping round, that waits for a verdict, or null. */
export async function nextOpen(doc: OpenDocument, view: View, start: number): Promise<number | null> {
  const shown = await doc.views.rows(view);
  const { rows } = shown;
  const block = 1024;
  const from = Math.min(Math.max(start, 0), rows.length);
  for (const [low, high] of [
    [from, rows.length],
    [0, from],
  ] as const) {
    for (let at = low; at < high; at += block) {
      const position = rows
        .slice(at, Math.min(at + block, high))
        .findIndex((row, i) => isWaiting(doc, view, shown, row, at + i));
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
    rowCount: doc.rowCount,
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
    objectives: objectivesOf(doc),
    work: doc.audit?.figures.work ?? null,
    refit: refittingOf(doc).state,
  };
}

function objectivesOf({ audit }: OpenDocument): OverviewObjective[] {
  const objectives = audit?.figures.objectives?.objectives ?? [];
  const columns = objectiveColumnNames(objectives.map(({ name }) => name));
  return objectives.map((objective, k) => ({ ...objective, column: columns[k]! }));
}

function reviewsOf(doc: OpenDocument, row: number): Pick<RowDetail, 'reviews'> {
  const reviews = doc.reviewers.of(row);
  return reviews === undefined ? {} : { reviews };
}

/** A row that a random check shows a second time, as if nothing had been said of it but what was said this time. */
function comingAgain(item: ListItem, decision: Decision | undefined): ListItem {
  return { ...item, again: true, verdict: decision?.again ?? null };
}

async function listItems(doc: OpenDocument, rows: readonly number[]): Promise<ListItem[]> {
  return (await doc.readRows(rows)).map(row => listItem(doc, row));
}

function listItem(doc: OpenDocument, row: Row): ListItem {
  const audited = doc.auditedRow(row.row);
  return {
    row: row.row,
    line: row.line,
    title: titleOf(row),
    findings: audited?.findings.map(finding => finding.kind) ?? [],
    p: audited?.p ?? null,
    verdict: doc.decisions.get(row.row)?.verdict ?? null,
    malformed: row.kind === 'malformed',
    ...(isAdded(row.row) ? { added: true as const } : {}),
  };
}
