import { randomBytes } from 'node:crypto';
import { open, readFile, rename, rm } from 'node:fs/promises';
import { hostname } from 'node:os';
import { ModelError } from './modelError.ts';

/** Milliseconds between two tries. */
const pause = 50;

/**
 * Runs `work` while holding a lock file, so that one process at a time does it. A lock whose process has ended is taken
 * over; on a shared file system, one of another machine is not.
 *
 * @param wait milliseconds to wait for the lock
 * @throws ModelError (`busy`) if another process holds it longer
 */
export async function withLock<T>(path: string, wait: number, work: () => Promise<T>): Promise<T> {
  const mine = `${process.pid} ${hostname()} ${randomBytes(8).toString('hex')}`;
  const end = performance.now() + wait;
  while (!(await take(path, mine))) {
    if (await isLeft(path)) continue;
    if (performance.now() >= end) {
      throw new ModelError(
        'busy',
        'Another PairLens is at work on the same file',
        `Wait until it is done; if there is none, delete ${path}`,
      );
    }
    await new Promise(done => setTimeout(done, pause));
  }
  try {
    return await work();
  } finally {
    if ((await readFile(path, 'utf8').catch(() => null)) === mine) await rm(path, { force: true });
  }
}

async function take(path: string, mine: string): Promise<boolean> {
  try {
    const handle = await open(path, 'wx');
    try {
      await handle.writeFile(mine);
    } finally {
      await handle.close();
    }
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}

/** Clears away a lock whose process has ended. @returns true if it is gone */
async function isLeft(path: string): Promise<boolean> {
  const held = await readFile(path, 'utf8').catch(() => null);
  if (held === null) return true;
  const [pid, host] = held.split(' ');
  // An empty one is just being written.
  if (!pid || host !== hostname() || isAlive(Number(pid))) return false;
  const aside = `${path}.${randomBytes(6).toString('hex')}`;
  try {
    await rename(path, aside);
    // Another process may have cleared it away and taken it meanwhile: then it gets its lock back.
    if ((await readFile(aside, 'utf8')) === held) await rm(aside, { force: true });
    else await rename(aside, path);
    return true;
  } catch {
    return false;
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
