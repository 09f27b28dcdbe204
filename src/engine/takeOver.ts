import { changeSince } from '../dataset/fingerprint.ts';
import type { Action } from '../edits/action.ts';
import { isAdded } from '../edits/addition.ts';
import type { Decision } from '../edits/decision.ts';
import { rowsOf } from '../edits/decisions.ts';
import type { ReviewAction } from '../edits/reviewAction.ts';
import { netReview, ownRowsOf, reviewsOf } from '../edits/reviewsOf.ts';
import { applyAction } from './applyAction.ts';
import { FilePlaces } from './filePlaces.ts';
import type { SessionContent } from './leftSession.ts';
import type { OpenDocument } from './openDocument.ts';
import { holdReview, readReview } from './readReview.ts';
import type { TouchedLine } from './touchedRows.ts';
import { adoptLine } from './touching.ts';

/** The number by which a row of another session is known here; undefined where there is none. */
type Numbering = (row: number) => number | undefined;

/** What was taken over. */
export interface TakenOver {
  /** All rows that may look different now. */
  readonly rows: readonly number[];
  /** Those that the session touched. */
  readonly own: readonly number[];
  /** Lines of other reviewers that it brought, and what came to count by them; null: none. */
  readonly review: ReviewAction | null;
  /** How many comparisons it decided about that are not in the file any more. */
  readonly lost: number;
}

/**
 * Does again what a session did: its rows are shown as they were before it touched them, and its actions are applied to
 * the decisions that it started from. Where the file has changed since, each row is known by its key: it may have moved,
 * and what is gone is left out and counted.
 */
export async function takeOver(doc: OpenDocument, content: SessionContent): Promise<TakenOver> {
  const numbering = await numberingOf(doc, content);
  const touched: TouchedLine[] = [];
  for (const line of content.rows) {
    const row = numbering(line.row);
    if (row === undefined) continue;
    const placed = { ...line, row, before: held(line.before, row) };
    adoptLine(doc, placed);
    // A save that was cut short may have written edited texts, and no word of it into the review file.
    if (placed.key !== '' && !isAdded(row)) doc.keys.hold(row, placed.key);
    touched.push(placed);
  }
  const actions = content.actions.flatMap(action => moved(action, numbering) ?? []);
  for (const action of actions) applyAction(doc, action);
  await doc.session.takeOver(actions, touched, doc.dataset.fingerprint);
  const review = netReview(actions);
  if (review !== null) {
    await doc.facts;
    holdReview(doc, await readReview(doc, doc.review));
  }
  const before = touched.map(line => line.row);
  const rows = [...new Set([...before, ...actions.flatMap(rowsOf)])];
  await doc.decided(rows);
  const lost = new Set(content.actions.flatMap(action => lostRows(action, numbering))).size;
  return { rows, own: [...new Set([...before, ...actions.flatMap(ownRowsOf)])], review, lost };
}

/** Rows that an action of the reviewer's is about and that have no number here, or no place to stand at. */
function lostRows(action: Action, numbering: Numbering): number[] {
  if (action.type === 'batch') return action.actions.flatMap(step => lostRows(step, numbering));
  if (action.type === 'addition' && action.addition !== null && numbering(action.addition.after) === undefined) {
    return [action.row];
  }
  return ownRowsOf(action).filter(row => numbering(row) === undefined);
}

/** What the file holds is a row of it as any other. */
function held(decision: Decision | null, row: number): Decision | null {
  if (decision?.added === undefined || isAdded(row)) return decision;
  const { added: _, ...rest } = decision;
  return rest;
}

async function numberingOf(doc: OpenDocument, content: SessionContent): Promise<Numbering> {
  const change = await changeSince(doc.dataset.path, content.fingerprint);
  if (change !== 'none' && change !== 'appended') return numberingByKey(doc, content);
  const then = new FilePlaces(content.written ?? []);
  // What the session added and did not save keeps its number.
  return row => {
    const place = then.placeOf(row);
    return place === undefined ? row : doc.places.rowAt(place);
  };
}

async function numberingByKey(doc: OpenDocument, content: SessionContent): Promise<Numbering> {
  await doc.facts;
  const places = new Map<number, number>();
  const taken = new Set<number>();
  const adopted = content.actions.flatMap(reviewsOf).flatMap(({ rows }) => rows);
  for (const { row, key } of [...content.rows, ...adopted]) {
    if (key === '' || places.has(row)) continue;
    const found = await doc.table.rowsOfKey(key);
    const place = found.includes(row) ? row : found.find(candidate => !taken.has(candidate));
    if (place === undefined) continue;
    places.set(row, place);
    taken.add(place);
  }
  const written = new Set((content.written ?? []).map(([row]) => row));
  return row => places.get(row) ?? (isAdded(row) && !written.has(row) ? row : undefined);
}

function moved(action: Action, numbering: Numbering): Action | null {
  if (action.type === 'batch') {
    return { type: 'batch', actions: action.actions.flatMap(step => moved(step, numbering) ?? []) };
  }
  if (action.type === 'rows') {
    return { ...action, rows: action.rows.flatMap(row => numbering(row) ?? []) };
  }
  if (action.type === 'review') {
    const rows = action.rows.flatMap(one => {
      const row = numbering(one.row);
      return row === undefined ? [] : [{ ...one, row }];
    });
    return { ...action, rows };
  }
  const row = numbering(action.row);
  if (row === undefined) return null;
  if (action.type !== 'addition') return { ...action, row };
  // A row of the file neither comes nor goes.
  if (!isAdded(row)) return null;
  const after = action.addition === null ? null : numbering(action.addition.after);
  if (after === undefined) return null;
  return {
    ...action,
    row,
    addition: after === null || action.addition === null ? null : { ...action.addition, after },
  };
}
