import { constants, type Stats } from 'node:fs';
import { access, chmod, chown, copyFile, type FileHandle, open, realpath, rename, stat } from 'node:fs/promises';
import { dirname } from 'node:path';
import { withTrouble } from './fileTrouble.ts';
import { removeLeftTemporary, removeTemporary, temporaryName } from './temporaryName.ts';

/** Options of `atomicWrite`. */
export interface AtomicWriteOptions {
  /** What is there is copied first, by the system, which need not read it: `write` changes the copy. The file must exist. */
  readonly fromCopy?: boolean;
  /** Runs after the flush with the path of the new content; where it throws, the target is untouched. */
  readonly beforeRename?: (temporary: string) => Promise<void>;
}

/**
 * Replaces a file, or creates it, so that a crash leaves the old content or the new one: writes a temp file with a unique
 * name in the same folder, flushes it, and renames it over the target. A symlink stays a symlink (its target is
 * replaced); mode and, where allowed, owner are kept. Other hard links to the file keep the old content. What processes
 * that were killed left behind in the folder is removed.
 *
 * @param write writes the content; if it throws, the target is untouched
 * @throws {DatasetError} `file-trouble` for errors of the system, among them that an existing file may not be written to
 */
export async function atomicWrite(
  path: string,
  write: (handle: FileHandle) => Promise<void>,
  { fromCopy = false, beforeRename }: AtomicWriteOptions = {},
): Promise<void> {
  await withTrouble(path, "can't be written", async () => {
    const target = await targetOf(path);
    const existing = await statOf(target);
    // A rename would replace a file that its owner protects from writing.
    if (existing) await access(target, constants.W_OK);
    await removeLeftTemporary(dirname(target));
    const temporary = temporaryName(target);
    try {
      const mode = existing ? existing.mode & 0o777 : 0o666;
      // Cloned where the file system can share the bytes of both.
      if (fromCopy) await copyFile(target, temporary, constants.COPYFILE_EXCL | constants.COPYFILE_FICLONE);
      const handle = await open(temporary, fromCopy ? 'r+' : 'wx', mode);
      try {
        await write(handle);
        await handle.sync();
      } finally {
        await handle.close();
      }
      if (existing) {
        await chown(temporary, existing.uid, existing.gid).catch(() => undefined);
        // After chown, which may clear bits; and the mode given to open passes through the umask.
        await chmod(temporary, existing.mode & 0o7777);
      }
      await beforeRename?.(temporary);
      await renameOver(temporary, target);
    } catch (error) {
      await removeTemporary(temporary);
      throw error;
    }
    await syncFolder(dirname(target));
  });
}

/** Over a network a rename may be told as failed that was done. */
async function renameOver(temporary: string, target: string): Promise<void> {
  const { ino } = await stat(temporary, { bigint: true });
  try {
    await rename(temporary, target);
  } catch (error) {
    const now = await stat(target, { bigint: true }).catch(() => null);
    if (ino === 0n || now?.ino !== ino) throw error;
  }
}

/** The file that a path leads to; itself where there is none yet. */
async function targetOf(path: string): Promise<string> {
  return realpath(path).catch(error => absent(error, path));
}

async function statOf(path: string): Promise<Stats | null> {
  return stat(path).catch(error => absent(error, null));
}

/** Only where there is no file may one be created: an error of the disk must not turn a symlink into a file. */
function absent<T>(error: NodeJS.ErrnoException, value: T): T {
  if (error.code === 'ENOENT') return value;
  throw error;
}

/** Makes a rename in a folder, or a new file, last over a power cut. Systems that can't flush folders do without. */
export async function syncFolder(folder: string): Promise<void> {
  try {
    const handle = await open(folder, 'r');
    try {
      await handle.sync();
    } finally {
      await handle.close();
    }
  } catch {
    // Windows and some network file systems refuse to open or flush a folder.
  }
}
