import { realpath } from 'node:fs/promises';
import { dirname } from 'node:path';
import { removeLeftTemporary } from '../dataset/temporaryName.ts';
import type { Action } from '../edits/action.ts';
import { actionBetween } from '../edits/actionBetween.ts';
import type { Decision } from '../edits/decision.ts';
import { applyTo, decisionAt } from '../edits/decisions.ts';
import type { Opened } from '../protocol/opening.ts';
import type { SetAside } from '../protocol/recovery.ts';
import { showStored } from './auditing.ts';
import { readBackup } from './backup.ts';
import { endLeft } from './endLeft.ts';
import { rowCountOf, type SessionContent } from './leftSession.ts';
import type { OpenDocument } from './openDocument.ts';
import { sameDecision } from './sameDecision.ts';
import { removeOldSetAside, setBackupAside } from './setAside.ts';
import { takeOver } from './takeOver.ts';
import { touch } from './touching.ts';

/**
 * Brings the decisions into a document that has just been opened: those that the host still holds, or those of the review
 * file with what VS Code's backup adds. Answers what the host is told.
 */
export async function open(doc: OpenDocument): Promise<Opened> {
  return doc.turns.run(async () => {
    const { decisions, backup } = doc.params;
    await removeLeftTemporary(dirname(await realpath(doc.dataset.path).catch(() => doc.dataset.path)));
    await removeOldSetAside(doc.params.storage, doc.params.path);
    await showStored(doc);
    if (decisions !== undefined) {
      const setAside = await carryOn(doc, decisions);
      return opened(doc, decisions.length > 0, 0, setAside);
    }
    // A backup starts from the decisions of the review file; else they may come after the first comparison is shown.
    if (doc.hasSidecar && backup !== undefined) await doc.facts;
    const { restored, setAside } =
      backup === undefined ? { restored: false, setAside: null } : await restore(doc, backup);
    const [left] = restored ? [] : await doc.leftSessions();
    return opened(doc, restored, left === undefined ? 0 : rowCountOf(left), setAside);
  });
}

/** All decisions, once the review file was read. The host turns actions round against these, so it waits for them. */
export async function decisionsOf(doc: OpenDocument): Promise<(readonly [number, Decision])[]> {
  if (doc.hasSidecar) await doc.facts;
  return [...doc.decisions];
}

/** Goes back to what is on disk. */
export async function revert(doc: OpenDocument): Promise<Opened> {
  return doc.turns.run(async () => {
    await doc.restart();
    await showStored(doc);
    return opened(doc, false, 0);
  });
}

/** After a crash of the engine: the host's decisions hold; rows that were touched are shown as they were. */
async function carryOn(
  doc: OpenDocument,
  decisions: NonNullable<typeof doc.params.decisions>,
): Promise<SetAside | null> {
  const left = (await doc.leftSessions()).find(session => session.doc === doc.params.doc);
  const setAside = left === undefined ? null : await endLeft(doc, left, (await takeOver(doc, left)).lost);
  // What is on disk is what the host's decisions are saved against: an edit that the crash kept from the journal is not.
  if (doc.hasSidecar) await doc.facts;
  const held = new Map(decisions);
  const rows = [...new Set([...doc.decisions.keys(), ...held.keys()])].filter(
    row => !sameDecision(decisionAt(doc.decisions, row), decisionAt(held, row)),
  );
  if (rows.length === 0) return setAside;
  const action: Action = {
    type: 'batch',
    actions: rows.map(row => actionBetween(row, decisionAt(doc.decisions, row), decisionAt(held, row))),
  };
  await touch(doc, rows);
  await doc.session.append(action, doc.dataset.fingerprint);
  applyTo(doc.decisions, action);
  await doc.decided(rows);
  return setAside;
}

/** Restores VS Code's backup; what the journal of the same session has beyond it is restored as well. */
async function restore(
  doc: OpenDocument,
  path: string,
): Promise<{ readonly restored: boolean; readonly setAside: SetAside | null }> {
  const content = await readBackup(path);
  const left = (await doc.leftSessions()).find(session => session.doc === content.doc);
  // A journal that was begun anew comes after the backup.
  const later = left !== undefined && (begunAnew(left, content) || left.actions.length >= content.actions.length);
  const restored = later ? left : content;
  const { lost } = await takeOver(doc, restored);
  let setAside: SetAside | null = null;
  if (lost > 0 && !later) {
    setAside = await setBackupAside(doc.params.storage, doc.params.path, path, content, lost);
  }
  if (left !== undefined) setAside = (await endLeft(doc, left, later ? lost : 0)) ?? setAside;
  return { restored: restored.actions.length > 0, setAside };
}

/** Whether a save, or another process, began the journal after the backup. Without such a note the file's content tells. */
function begunAnew(journal: SessionContent, backup: SessionContent): boolean {
  if (journal.begun === undefined || backup.begun === undefined)
    return journal.fingerprint.hash !== backup.fingerprint.hash;
  return journal.begun !== backup.begun;
}

function opened(doc: OpenDocument, restored: boolean, recoverable: number, setAside: SetAside | null = null): Opened {
  const { dataset } = doc;
  return {
    fingerprint: dataset.fingerprint,
    format: dataset.format,
    writable: dataset.writable,
    rowCount: doc.rowCount,
    indexed: dataset.indexed,
    restored,
    recoverable,
    ...(setAside !== null && { setAside }),
    audited: doc.audit !== null,
    decisions: doc.hasSidecar && !doc.factsComplete ? null : [...doc.decisions],
  };
}
