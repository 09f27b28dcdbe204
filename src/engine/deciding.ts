import { breathe } from '../dataset/breathe.ts';
import type { Action } from '../edits/action.ts';
import { isAdded } from '../edits/addition.ts';
import { decisionAt, rowsOf } from '../edits/decisions.ts';
import { ownRowsOf, reviewsOf } from '../edits/reviewsOf.ts';
import { slices } from '../edits/slices.ts';
import type { Recovered } from '../protocol/recovery.ts';
import { applyAction } from './applyAction.ts';
import { additionsOf } from './drafting.ts';
import { endLeft } from './endLeft.ts';
import { removeSession } from './leftSession.ts';
import type { OpenDocument } from './openDocument.ts';
import { holdReview, type ReviewRead, readReview } from './readReview.ts';
import { decidedOn } from './refits.ts';
import { takeOver } from './takeOver.ts';
import { touch } from './touching.ts';
import { UserError } from './userError.ts';

/** Shares of a step's time, from measurements on a hundred thousand rows. */
const touchedShare = 0.15;
const appliedShare = 0.3;

/**
 * Applies an action; answers when it is in the journal. Until then it can be cancelled.
 *
 * @throws an `AbortError` if the signal was raised before; nothing has happened then
 */
export function apply(
  doc: OpenDocument,
  action: Action,
  signal: AbortSignal,
  onProgress: (share: number) => void = () => undefined,
): Promise<null> {
  return doc.turns.run(async () => {
    signal.throwIfAborted();
    // What the review file says of a row must be there before anything is said on top of it.
    if (doc.hasSidecar) await doc.facts;
    const rows = rowsOf(action);
    const comes = await addedBy(doc, action);
    for (const row of rows) {
      if (!doc.has(row) && !comes.has(row)) {
        throw new UserError(`The file has no row ${row} (it has ${doc.rowCount}).`);
      }
    }
    // What stands behind a row is found again by that row's key.
    const bases = [...additionsOf(action)].flatMap(({ addition }) => addition?.after ?? []);
    await touch(doc, [...ownRowsOf(action), ...bases]);
    const review = await reviewAfter(doc, action);
    onProgress(touchedShare);
    signal.throwIfAborted();
    await doc.session.append(action, doc.dataset.fingerprint);
    await applyInParts(doc, action);
    if (review !== null) holdReview(doc, review);
    onProgress(appliedShare);
    await doc.decided(rows, share => onProgress(appliedShare + (1 - appliedShare) * share));
    decidedOn(doc, rows);
    return null;
  });
}

/** Rows that an action adds or takes away. @throws UserError if one of them would have no place */
async function addedBy(doc: OpenDocument, action: Action): Promise<ReadonlySet<number>> {
  const rows = new Set<number>();
  for (const { row, addition } of additionsOf(action)) {
    // Where a comparison stands is known when all of the file is.
    await doc.facts;
    const placed = addition === null || (!isAdded(addition.after) && doc.has(addition.after));
    if (!isAdded(row) || !placed) throw new UserError('The comparison has no place in this file.');
    rows.add(row);
  }
  return rows;
}

/** A step of a hundred thousand rows must not hold up whoever reads meanwhile. */
async function applyInParts(doc: OpenDocument, action: Action): Promise<void> {
  for (const part of slices(action)) {
    applyAction(doc, part);
    if (part !== action) await breathe();
  }
}

/** What the review file says after an action that changes its lines; null: the action changes none. */
async function reviewAfter(doc: OpenDocument, action: Action): Promise<ReviewRead | null> {
  const reviews = reviewsOf(action);
  if (reviews.length === 0) return null;
  await doc.facts;
  return readReview(
    doc,
    reviews.reduce((change, review) => change.with(review), doc.review),
  );
}

/** Takes over what the crash of this document left behind, or else the latest crash; answers all rows that it touched and their decisions now, taken back ones too. */
export function recover(doc: OpenDocument): Promise<Recovered> {
  return doc.turns.run(async () => {
    const sessions = await doc.leftSessions();
    const left = sessions.find(session => session.doc === doc.params.doc) ?? sessions[0];
    if (left === undefined) return { decisions: [], review: null };
    // What it did starts from the decisions of the review file.
    if (doc.hasSidecar) await doc.facts;
    const { own, review, lost } = await takeOver(doc, left);
    const setAside = await endLeft(doc, left, lost);
    const decisions = own.map(row => [row, decisionAt(doc.decisions, row)] as const);
    return { decisions, review, ...(setAside !== null && { setAside }) };
  });
}

/** Forgets what the latest crash left behind. */
export function discard(doc: OpenDocument): Promise<null> {
  return doc.turns.run(async () => {
    const [left] = await doc.leftSessions();
    if (left !== undefined) await removeSession(doc.params.storage, doc.params.path, left);
    return null;
  });
}
