import { randomBytes } from 'node:crypto';
import { chmod, chown, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { basename, dirname, join } from 'node:path';

/**
 * Replaces a file, or creates it, so that a crash leaves the old content or the new one: writes a temp file with a unique
 * name in the same folder, flushes it, and renames it over the target. A symlink stays a symlink (its target is
 * replaced); mode and, where allowed, owner are kept.
 *
 * @param write writes the content; if it throws, the target is untouched
 * @param beforeRename runs after the flush; where it throws, the target is untouched
 */
export async function atomicWrite(
  path: string,
  write: (handle: FileHandle) => Promise<void>,
  beforeRename?: () => Promise<void>,
): Promise<void> {
  const target = await realpath(path).catch(() => path);
  const existing = await stat(target).catch(() => null);
  const folder = dirname(target);
  const temporary = join(folder, `.${basename(target)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx', existing ? existing.mode & 0o777 : 0o666);
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
    await beforeRename?.();
    await rename(temporary, target);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
  await syncFolder(folder);
}

/** Makes a rename in a folder last over a power cut. Systems that can't flush folders do without. */
async function syncFolder(folder: string): Promise<void> {
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
