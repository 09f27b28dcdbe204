import { createHash, randomBytes } from 'node:crypto';
import { readdir, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { basename, dirname, join } from 'node:path';

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

/** Removes what was left beside a file: by this process, and by others of this machine that were killed. */
export async function removeLeftTemporary(path: string): Promise<void> {
  const start = `.${basename(path)}.${machine}-`;
  const names = await readdir(dirname(path)).catch(() => []);
  for (const name of names) {
    const pid = name.startsWith(start) && /^(\d+)\.[0-9a-f]{12}\.tmp$/.exec(name.slice(start.length))?.[1];
    const left = join(dirname(path), name);
    if (unremoved.has(left) || (pid && !isAlive(Number(pid)))) await removeTemporary(left);
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM';
  }
}
