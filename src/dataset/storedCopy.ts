import { randomBytes } from 'node:crypto';
import { type FileHandle, mkdir, open, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fingerprint } from './dataset.ts';

/** Days that a copy is kept after it was last opened. */
const keptDays = 30;

/** Where a copy of a file's content is kept, and the copy if it exists. */
export interface CopyPlace {
  readonly path: string;
  /** The finished copy, open for reading; null if there is none yet. */
  readonly existing: FileHandle | null;
}

/**
 * Finds the copy of a file that an earlier opening made (expanded, converted, gathered), or says where to make it.
 *
 * @param kind - what was done to the content; part of the name
 */
export async function copyPlace(folder: string, { hash, mtimeMs }: Fingerprint, kind: string): Promise<CopyPlace> {
  await mkdir(folder, { recursive: true });
  // The hash sees samples of large files only, so their time is part of the name.
  const path = join(folder, `${hash}-${Math.round(mtimeMs)}${kind === '' ? '' : `.${kind}`}.expanded`);
  const existing = await open(path, 'r').catch(() => null);
  if (existing) await utimes(path, new Date(), new Date()).catch(() => undefined);
  else await removeUnused(folder);
  return { path, existing };
}

/** Name of an unfinished copy; it becomes the copy by being renamed. */
export function temporaryName(path: string): string {
  return `${path}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`;
}

/** Makes a copy whole or not at all, and opens it for reading. */
export async function makeCopy(path: string, write: (temporary: string) => Promise<void>): Promise<FileHandle> {
  const temporary = temporaryName(path);
  try {
    await write(temporary);
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  return open(path, 'r');
}

/** Removes copies that nobody opened for long, and what a crash left half made. */
async function removeUnused(folder: string): Promise<void> {
  const before = Date.now() - keptDays * 24 * 3600 * 1000;
  for (const name of await readdir(folder)) {
    if (!/\.expanded(\..*\.tmp)?$/.test(name)) continue;
    const path = join(folder, name);
    const used = await stat(path).catch(() => null);
    if (used && used.mtimeMs < before) await rm(path, { force: true });
  }
}
