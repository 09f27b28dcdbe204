import { randomBytes } from 'node:crypto';
import { mkdir, open, rename, rm } from 'node:fs/promises';
import { basename, join } from 'node:path';
import type { Fields } from './fields.ts';
import { withLock } from './lockFile.ts';
import { manifestVersion, readManifest } from './manifest.ts';

/** Milliseconds to wait for another process that is writing; it takes one some milliseconds. */
const patience = 10_000;

/**
 * Changes the list of models: reads it afresh under a lock, lets `change` make the new list, and replaces the file in one
 * step. Fields that this program does not know are kept. Nothing is written if `change` returns the list that it was given.
 *
 * @throws ModelError if the manifest is damaged, or if another process holds the lock for ten seconds
 */
export async function updateManifest(
  folder: string,
  change: (models: readonly Fields[]) => readonly Fields[],
): Promise<void> {
  await mkdir(folder, { recursive: true });
  await withLock(join(folder, 'models.json.lock'), patience, async () => {
    const { path, rest, models } = await readManifest(folder);
    const changed = change(models);
    if (changed === models) return;
    const content = { ...rest, version: rest.version ?? manifestVersion, models: changed };
    await replace(folder, path, `${JSON.stringify(content, null, 2)}\n`);
  });
}

async function replace(folder: string, path: string, text: string): Promise<void> {
  const temporary = join(folder, `.${basename(path)}.${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
  try {
    const handle = await open(temporary, 'wx');
    try {
      await handle.writeFile(text);
      await handle.sync();
    } finally {
      await handle.close();
    }
    await rename(temporary, path);
  } catch (error) {
    await rm(temporary, { force: true });
    throw error;
  }
}
