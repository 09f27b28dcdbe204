import { readFile } from 'node:fs/promises';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import type { SessionContent } from './leftSession.ts';
import type { OpenDocument } from './openDocument.ts';
import { UserError } from './userError.ts';

interface Backup extends SessionContent {
  readonly backup: 1;
}

/** Writes what was done since the last save to VS Code's backup file, with the fingerprint of its base. */
export function backup(doc: OpenDocument, path: string): Promise<null> {
  return doc.turns.run(async () => {
    const content: Backup = {
      backup: 1,
      doc: doc.params.doc,
      fingerprint: doc.dataset.fingerprint,
      rows: doc.touchedLines(),
      actions: doc.session.actions,
    };
    await atomicWrite(path, handle => handle.writeFile(`${JSON.stringify(content)}\n`));
    return null;
  });
}

/** Reads a backup. @throws UserError if it is none */
export async function readBackup(path: string): Promise<SessionContent> {
  const content = JSON.parse(await readFile(path, 'utf8')) as Partial<Backup>;
  const { doc, fingerprint, rows, actions } = content;
  if (content.backup !== 1 || doc === undefined || fingerprint === undefined || !rows || !actions) {
    throw new UserError(`The backup ${path} was written by another version of PairLens and can't be restored.`);
  }
  return { doc, fingerprint, rows, actions };
}
