import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';
import { isAlive } from './isAlive.ts';

/** Folders may be shared between machines, whose process numbers say nothing here. */
const machine = createHash('sha256').update(hostname()).digest('hex').slice(0, 8);

/** A new name beside a file, for what is to replace it: `.data.jsonl.MACHINE-PID.RANDOM.tmp`. */
export function temporaryName(path: string): string {
  return join(dirname(path), `.${basename(path)}.${machine}-${process.pid}.${randomBytes(6).toString('hex')}.tmp`);
}

/** Files that this process could not remove. */
const unremoved = new Set<string>();

/** Removes a temporary file; one that can't be removed now is removed with the next that are left. */
export async function removeTemporary(temporary: string): Promise<void> {
  try {
    await rm(temporary, { force: true });
    unremoved.delete(temporary);
  } catch {
    unremoved.add(temporary);
  }
}

/** Removes what was left in a folder: by this process, and by others of this machine that were killed. */
export async function removeLeftTemporary(folder: string): Promise<void> {
  const names = await readdir(folder).catch(() => []);
  for (const name of names) {
    const [, owner, pid] = /^\..+\.([0-9a-f]{8})-(\d+)\.[0-9a-f]{12}\.tmp$/.exec(name) ?? [];
    const left = join(folder, name);
    if (unremoved.has(left) || (owner === machine && !isAlive(Number(pid)))) await removeTemporary(left);
  }
}
