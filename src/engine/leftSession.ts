import { readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import type { Fingerprint } from '../dataset/dataset.ts';
import { changeSince } from '../dataset/fingerprint.ts';
import { isAlive } from '../dataset/isAlive.ts';
import { type JournalContent, readJournal } from '../dataset/journal.ts';
import type { Action } from '../edits/action.ts';
import { rowsOf } from '../edits/decisions.ts';
import { netReview } from '../edits/reviewsOf.ts';
import type { WrittenRow } from './filePlaces.ts';
import { sessionFolder, sessionPaths } from './session.ts';
import type { TouchedLine } from './touchedRows.ts';

/** What a session did: from its files after a crash, or from a backup. */
export interface SessionContent {
  readonly doc: string;
  readonly fingerprint: Fingerprint;
  /** See `Session.begun`; undefined where an earlier version wrote it. */
  readonly begun?: string | null;
  readonly rows: readonly TouchedLine[];
  /** Added comparisons that the file held by then. */
  readonly written?: readonly WrittenRow[];
  readonly actions: readonly Action[];
}

/** A session whose process has ended without clearing up. */
export interface LeftSession extends SessionContent {
  readonly pid: number;
  /** Time of its last action, in ms. */
  readonly at: number;
}

/**
 * Sessions that were left behind for a file, latest first; of those without an action nothing is told.
 *
 * @param isOpen whether a document of this process is open, so that its session is no left one
 */
export async function leftSessions(
  storage: string,
  path: string,
  isOpen: (doc: string) => boolean,
): Promise<LeftSession[]> {
  const folder = sessionFolder(storage, path);
  const names = await readdir(folder).catch(() => []);
  const sessions: LeftSession[] = [];
  for (const name of names) {
    const match = /^(.+)\.(\d+)\.journal\.jsonl$/.exec(name);
    if (match === null) continue;
    const doc = decodeURIComponent(match[1]!);
    const pid = Number(match[2]);
    if (pid === process.pid ? isOpen(doc) : isAlive(pid)) continue;
    const journal = await readJournal(join(folder, name));
    if (journal === null) continue;
    const { mtimeMs } = await stat(join(folder, name));
    const rows = await readTouched(sessionPaths(folder, doc, pid).rows);
    const { actions, header } = journal;
    const begun = header.begun === undefined ? {} : { begun: header.begun };
    sessions.push({ doc, pid, at: mtimeMs, ...(await baseOf(journal, path)), ...begun, rows, actions });
  }
  return sessions.sort((x, y) => y.at - x.at);
}

/** What the file was, or what a save that was cut short has made of it. */
async function baseOf(
  { header, saves }: JournalContent,
  path: string,
): Promise<Pick<SessionContent, 'fingerprint' | 'written'>> {
  for (const save of saves.toReversed()) {
    const change = await changeSince(path, save.fingerprint);
    if (change === 'none' || change === 'appended') return save;
  }
  return { fingerprint: header.fingerprint, written: header.written ?? [] };
}

/** Removes the files of a session that was left behind. */
export async function removeSession(storage: string, path: string, { doc, pid }: LeftSession): Promise<void> {
  const paths = sessionPaths(sessionFolder(storage, path), doc, pid);
  await rm(paths.journal, { force: true });
  await rm(paths.rows, { force: true });
}

/** Number of rows that the actions are about, or of the other reviewers' decisions that they bring, if those are more. */
export function rowCountOf({ actions }: SessionContent): number {
  const { add = [], remove = [] } = netReview(actions) ?? {};
  return Math.max(new Set(actions.flatMap(rowsOf)).size, add.length + remove.length);
}

async function readTouched(path: string): Promise<TouchedLine[]> {
  const text = await readFile(path, 'utf8').catch(() => '');
  return text.split('\n').flatMap(line => {
    try {
      return line === '' ? [] : [JSON.parse(line) as TouchedLine];
    } catch {
      // A line that the crash cut short: its action was never confirmed.
      return [];
    }
  });
}
