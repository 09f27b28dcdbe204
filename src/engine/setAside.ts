import { copyFile, mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import type { SetAside } from '../protocol/recovery.ts';
import type { LeftSession, SessionContent } from './leftSession.ts';
import { sessionFolder, sessionPaths } from './session.ts';

/** Days that files which were set aside stay. */
const daysKept = 90;

/**
 * Keeps what a session did, of which a part is about comparisons that are no longer in the file: its files get names under
 * which they are not offered again. They go after `daysKept` days, when the file is opened (see `removeOldSetAside`).
 *
 * @param rows comparisons that could not be found
 */
export async function setSessionAside(
  storage: string,
  path: string,
  { doc, pid }: Pick<LeftSession, 'doc' | 'pid'>,
  rows: number,
): Promise<SetAside> {
  const paths = sessionPaths(sessionFolder(storage, path), doc, pid);
  const time = Date.now();
  const kept = keptName(paths.journal, time);
  // The rows first: as long as the journal is there, the session is taken up anew.
  await moveIfThere(paths.rows, keptName(paths.rows, time));
  await moveIfThere(paths.journal, kept);
  return { rows, path: kept };
}

/** As `setSessionAside`, of a backup, which VS Code removes when it likes: a copy is kept. */
export async function setBackupAside(
  storage: string,
  path: string,
  backup: string,
  { doc }: SessionContent,
  rows: number,
): Promise<SetAside> {
  const folder = sessionFolder(storage, path);
  await mkdir(folder, { recursive: true });
  const kept = join(folder, `${encodeURIComponent(doc)}.${Date.now()}.backup.kept.json`);
  await copyFile(backup, kept);
  return { rows, path: kept };
}

/** Removes what was set aside for a file more than `daysKept` days ago. */
export async function removeOldSetAside(storage: string, path: string, now = Date.now()): Promise<void> {
  const folder = sessionFolder(storage, path);
  for (const name of await readdir(folder).catch(() => [])) {
    if (!/\.kept\.jsonl?$/.test(name)) continue;
    const kept = await stat(join(folder, name)).catch(() => null);
    if (kept !== null && now - kept.mtimeMs > daysKept * 86_400_000) await rm(join(folder, name), { force: true });
  }
}

/**
 * `DOC.PID.journal.jsonl` becomes `DOC.PID.TIME.journal.kept.jsonl`: a process number may come again.
 *
 * @param time one for all files of a session, which are found by each other's name
 */
function keptName(path: string, time: number): string {
  return path.replace(/\.(journal|rows)\.jsonl$/, (_, kind: string) => `.${time}.${kind}.kept.jsonl`);
}

async function moveIfThere(from: string, to: string): Promise<void> {
  try {
    await rename(from, to);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return;
    throw error;
  }
  const now = new Date();
  await utimes(to, now, now);
}
