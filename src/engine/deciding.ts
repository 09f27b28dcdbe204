import { breathe } from '../dataset/breathe.ts';
import type { Action } from '../edits/action.ts';
import type { Decision } from '../edits/decision.ts';
import { applyTo, decisionAt, rowsOf } from '../edits/decisions.ts';
import { slices } from '../edits/slices.ts';
import { removeSession } from './leftSession.ts';
import type { OpenDocument } from './openDocument.ts';
import { decidedOn } from './refits.ts';
import { takeOver } from './takeOver.ts';
import { UserError } from './userError.ts';

/**
 * Applies an action; answers when it is in the journal. Until then it can be cancelled.
 *
 * @throws an `AbortError` if the signal was raised before; nothing has happened then
 */
export function apply(doc: OpenDocument, action: Action, signal: AbortSignal): Promise<null> {
  return doc.turns.run(async () => {
    signal.throwIfAborted();
    // What the review file says of a row must be there before anything is said on top of it.
    if (doc.hasSidecar) await doc.facts;
    const rows = rowsOf(action);
    for (const row of rows) {
      if (!Number.isInteger(row) || row < 0 || row >= doc.dataset.rowCount) {
        throw new UserError(`The file has no row ${row} (it has ${doc.dataset.rowCount}).`);
      }
    }
    const added = await doc.touch(rows);
    signal.throwIfAborted();
    await doc.session.append(action, added, doc.dataset.fingerprint);
    await applyInParts(doc, action);
    await doc.decided(rows);
    decidedOn(doc, rows);
    return null;
  });
}

/** A step of a hundred thousand rows must not hold up whoever reads meanwhile. */
async function applyInParts(doc: OpenDocument, action: Action): Promise<void> {
  for (const part of slices(action)) {
    applyTo(doc.decisions, part);
    if (part !== action) await breathe();
  }
}

/** Takes over what the latest crash left behind; answers all rows that it touched and their decisions now, taken back ones too. */
export function recover(doc: OpenDocument): Promise<(readonly [number, Decision])[]> {
  return doc.turns.run(async () => {
    const [left] = await doc.leftSessions();
    if (left === undefined) return [];
    // What it did starts from the decisions of the review file.
    if (doc.hasSidecar) await doc.facts;
    const rows = await takeOver(doc, left);
    await removeSession(doc.params.storage, doc.params.path, left);
    return rows.map(row => [row, decisionAt(doc.decisions, row)] as const);
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
