import { mkdir, readFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { votedPath } from '../../audit/votedStore.ts';
import { atomicWrite } from '../../dataset/atomicWrite.ts';
import { type EditHistory, noEdits } from '../../principles/edit/editHistory.ts';
import { UserError } from '../userError.ts';

/** Path of the edited constitution of a file, beside the votes that are kept for it. */
export function editsPath(storage: string, file: string): string {
  return votedPath(storage, file).replace(/\.jsonl$/, '.edited.json');
}

/** What was edited, with all steps; `noEdits` where nothing was. @throws UserError where it can't be read */
export async function loadEdits(path: string): Promise<EditHistory> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return noEdits;
    throw error;
  }
  try {
    const { edits, ...history } = JSON.parse(text) as EditHistory & { readonly edits: number };
    if (edits === 1 && Array.isArray(history.past) && Array.isArray(history.future)) return history;
  } catch {
    // Told below.
  }
  throw new UserError(`The edited principles in ${path} can’t be read. Remove the file to begin anew.`);
}

/** Keeps what was edited. The file is whole or as it was. */
export async function storeEdits(path: string, history: EditHistory): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await atomicWrite(path, handle => handle.writeFile(`${JSON.stringify({ edits: 1, ...history })}\n`));
}
