import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';

/** Folder for the copy of a document that is compared with the file on disk. It goes when the document is closed. */
export function copyFolder(storage: string, document: string): string {
  return join(storage, 'compare', `${process.pid}.${document}`);
}

/** Removes a document's copy, if there is one. */
export async function removeCopy(storage: string, document: string): Promise<void> {
  await rm(copyFolder(storage, document), { recursive: true, force: true });
}

/** Removes the copies of windows that ended without doing so. Those of windows that are open stay. */
export async function removeLeftCopies(storage: string): Promise<void> {
  const folder = join(storage, 'compare');
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    if (!isAlive(Number(/^(\d+)\./.exec(name)?.[1]))) await rm(join(folder, name), { recursive: true, force: true });
  }
}

function isAlive(pid: number): boolean {
  try {
    return process.kill(pid, 0);
  } catch (error) {
    // A process that may not be signalled is there all the same.
    return error instanceof Error && 'code' in error && error.code === 'EPERM';
  }
}
