import { readFile } from 'node:fs/promises';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import type { SessionContent } from './leftSession.ts';
import type { OpenDocument } from './openDocument.ts';
import { touchedLines } from './touching.ts';
import { UserError } from './userError.ts';

interface Backup extends SessionContent {
  readonly backup: 1;
}

const rowsAtOnce = 4096;

/** Writes what was done since the last save to VS Code's backup file, with the fingerprint of its base. */
export function backup(doc: OpenDocument, path: string): Promise<null> {
  return doc.turns.run(async () => {
    const { actions } = doc.session;
    const rows = touchedLines(doc);
    const head: Omit<Backup, 'rows'> = {
      backup: 1,
      doc: doc.params.doc,
      fingerprint: doc.dataset.fingerprint,
      begun: doc.session.begun,
      actions,
      written: doc.places.written,
    };
    await atomicWrite(path, async handle => {
      // Rows may be many: they are made into text a part at a time, so that others are served meanwhile.
      await handle.writeFile(`${JSON.stringify(head).slice(0, -1)},"rows":[`);
      for (let start = 0; start < rows.length; start += rowsAtOnce) {
        const part = rows.slice(start, start + rowsAtOnce).map(row => JSON.stringify(row));
        await handle.writeFile(`${start === 0 ? '' : ','}${part.join(',')}`);
      }
      await handle.writeFile(']}\n');
    });
    return null;
  });
}

/** Reads a backup. @throws UserError if it is none */
export async function readBackup(path: string): Promise<SessionContent> {
  const content = JSON.parse(await readFile(path, 'utf8')) as Partial<Backup>;
  const { doc, fingerprint, begun, rows, actions, written = [] } = content;
  if (content.backup !== 1 || doc === undefined || fingerprint === undefined || !rows || !actions) {
    throw new UserError(`The backup ${path} was written by another version of PairLens and can't be restored.`);
  }
  return { doc, fingerprint, ...(begun === undefined ? {} : { begun }), rows, actions, written };
}
