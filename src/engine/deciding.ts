import type { Action } from '../edits/action.ts';
import type { Decision } from '../edits/decision.ts';
import { applyTo, decisionAt, rowsOf } from '../edits/decisions.ts';
import { removeSession } from './leftSession.ts';
import type { OpenDocument } from './openDocument.ts';
import { takeOver } from './takeOver.ts';
import { UserError } from './userError.ts';

/** Applies an action; answers when it is in the journal. */
export function apply(doc: OpenDocument, action: Action): Promise<null> {
  return doc.turns.run(async () => {
    const rows = rowsOf(action);
    for (const row of rows) {
      if (!Number.isInteger(row) || row < 0 || row >= doc.dataset.rowCount) {
        throw new UserError(`The file has no row ${row} (it has ${doc.dataset.rowCount}).`);
      }
    }
    const added = await doc.touch(rows);
    await doc.session.append(action, added, doc.dataset.fingerprint);
    applyTo(doc.decisions, action);
    await doc.decided(rows);
    return null;
  });
}

/** Takes over what the latest crash left behind; answers all rows that it touched and their decisions now, taken back ones too. */
export function recover(doc: OpenDocument): Promise<(readonly [number, Decision])[]> {
  return doc.turns.run(async () => {
    const [left] = await doc.leftSessions();
    if (left === undefined) return [];
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
