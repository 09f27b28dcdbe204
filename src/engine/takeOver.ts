import { changeSince } from '../dataset/fingerprint.ts';
import type { Action } from '../edits/action.ts';
import { applyTo, rowsOf } from '../edits/decisions.ts';
import type { SessionContent } from './leftSession.ts';
import type { OpenDocument } from './openDocument.ts';
import type { TouchedLine } from './touchedRows.ts';

/**
 * Does again what a session did: its rows are shown as they were before it touched them, and its actions are applied to
 * the decisions that it started from. Where the file has changed since, each row is known by its key: it may have moved,
 * and what is gone is left out. Answers the rows that were taken over.
 */
export async function takeOver(doc: OpenDocument, content: SessionContent): Promise<number[]> {
  const places = await placesOf(doc, content);
  const touched: TouchedLine[] = [];
  for (const line of content.rows) {
    const row = places.get(line.row);
    if (row === undefined) continue;
    const placed = { ...line, row };
    doc.adopt(placed);
    touched.push(placed);
  }
  const actions = content.actions.flatMap(action => moved(action, places) ?? []);
  for (const action of actions) applyTo(doc.decisions, action);
  await doc.session.takeOver(actions, touched, doc.dataset.fingerprint);
  const rows = [...new Set([...touched.map(line => line.row), ...actions.flatMap(rowsOf)])];
  await doc.decided(rows);
  return rows;
}

/** Where each row of the session is now. */
async function placesOf(doc: OpenDocument, content: SessionContent): Promise<Map<number, number>> {
  const change = await changeSince(doc.dataset.path, content.fingerprint);
  if (change === 'none' || change === 'appended') return new Map(content.rows.map(({ row }) => [row, row]));
  await doc.facts;
  const places = new Map<number, number>();
  const taken = new Set<number>();
  for (const { row, key } of content.rows) {
    if (key === '') continue;
    const found = await doc.table.rowsOfKey(key);
    const place = found.includes(row) ? row : found.find(candidate => !taken.has(candidate));
    if (place === undefined) continue;
    places.set(row, place);
    taken.add(place);
  }
  return places;
}

function moved(action: Action, places: ReadonlyMap<number, number>): Action | null {
  if (action.type === 'batch') {
    return { type: 'batch', actions: action.actions.flatMap(step => moved(step, places) ?? []) };
  }
  if (action.type === 'rows') {
    return { ...action, rows: action.rows.flatMap(row => places.get(row) ?? []) };
  }
  const row = places.get(action.row);
  return row === undefined ? null : { ...action, row };
}
