import { randomBytes } from 'node:crypto';
import { mkdir, readFile, rm } from 'node:fs/promises';
import { dirname } from 'node:path';
import type { Action, VerdictAction } from '../edits/action.ts';
import { judgement, type Verdict } from '../edits/decision.ts';
import { AppendFile } from './appendFile.ts';
import { atomicWrite } from './atomicWrite.ts';
import type { Fingerprint } from './dataset.ts';
import { withTrouble } from './fileTrouble.ts';

type EarlierVerdict = Pick<VerdictAction, 'type' | 'row' | 'at'> & {
  readonly verdict: Verdict | null;
  readonly blind: boolean;
};

/** First line of a journal: what its actions are about. */
export interface JournalHeader {
  readonly journal: 1;
  /** Path of the base file. */
  readonly file: string;
  /** Another for every beginning: a save begins it anew, also one that leaves the base file as it was. */
  readonly begun?: string;
  /** The base file's content when the journal began. */
  readonly fingerprint: Fingerprint;
  /** Added comparisons that the base file holds, and the rows behind which they stand: rows are numbered without them. */
  readonly written?: readonly (readonly [row: number, after: number])[];
}

/** What a save is about to put in the place of the base file. */
export interface JournalSave {
  readonly fingerprint: Fingerprint;
  /** As in the header, of the new content. */
  readonly written: NonNullable<JournalHeader['written']>;
}

/** What a journal held. */
export interface JournalContent {
  readonly header: JournalHeader;
  /** Saves that were begun, in order. If one was cut short, the base file is what it was before or what is told here. */
  readonly saves: readonly JournalSave[];
  /** In the order in which they were done. */
  readonly actions: readonly Action[];
  /** True if the last line was half written; it is left out. */
  readonly torn: boolean;
  /** Lines in between that could not be read; they are left out. */
  readonly unreadable: number;
}

/**
 * What was done since the last save, one action a line, written at once: a crash loses nothing that was confirmed. There
 * is one per document and window; the caller gives the path.
 */
export class Journal {
  readonly #path: string;
  readonly #file: AppendFile;
  #header: JournalHeader;

  private constructor(path: string, header: JournalHeader, file: AppendFile) {
    this.#path = path;
    this.#header = header;
    this.#file = file;
  }

  /**
   * Begins a journal, in place of whatever was at the path (see `readJournal` for that).
   *
   * @param actions done since the base was saved: those of an earlier journal, or of a backup
   */
  static async begin(
    path: string,
    header: Omit<JournalHeader, 'journal' | 'begun'>,
    actions: readonly Action[] = [],
  ): Promise<Journal> {
    const full: JournalHeader = { journal: 1, ...header, begun: beginning() };
    await withTrouble(path, "can't be written", () => mkdir(dirname(path), { recursive: true }));
    await writeJournal(path, full, actions);
    return new Journal(path, full, await AppendFile.open(path));
  }

  /** Tells this beginning of the journal from all others. */
  get begun(): string {
    return this.#header.begun ?? '';
  }

  /** Appends an action; settles when the system has it, or with `flush` when the disk has. */
  append(action: Action, options: { readonly flush?: boolean } = {}): Promise<void> {
    return this.#file.append([action], options);
  }

  /** Notes what a save is about to write; settles when the disk has it. */
  async saving(save: JournalSave): Promise<void> {
    await this.#file.append([{ saving: save }], { flush: true });
  }

  /** Forgets the actions, after a save (with the new file's fingerprint, and what it holds of added comparisons) or a revert. */
  async clear(
    fingerprint: Fingerprint = this.#header.fingerprint,
    written: JournalHeader['written'] = this.#header.written,
  ): Promise<void> {
    await this.#file.close();
    const begun = beginning();
    this.#header = { ...this.#header, begun, fingerprint, ...(written === undefined ? {} : { written }) };
    await writeJournal(this.#path, this.#header, []);
  }

  /** Closes the journal; its file is removed unless `keep` is set. */
  async close({ keep = false } = {}): Promise<void> {
    await this.#file.close();
    if (!keep) await rm(this.#path, { force: true });
  }
}

/** Reads the journal that an earlier process left, or null if there is none (or nothing readable in it). */
export async function readJournal(path: string): Promise<JournalContent | null> {
  let text: string;
  try {
    text = await readFile(path, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
  const lines = text.split('\n');
  // What follows the last newline is empty, or a line that a crash cut short.
  const torn = lines.pop() !== '';
  const header = parse<JournalHeader>(lines[0]);
  if (header?.journal !== 1 || typeof header.fingerprint?.hash !== 'string') return null;
  const actions: Action[] = [];
  const saves: JournalSave[] = [];
  let unreadable = 0;
  for (const line of lines.slice(1)) {
    const action = parse<Action | { readonly saving: JournalSave }>(line);
    if (action && typeof action === 'object' && 'saving' in action) saves.push(action.saving);
    else if (action && typeof action === 'object' && 'type' in action) actions.push(upgraded(action));
    else if (line !== '') unreadable++;
  }
  return { header, saves, actions, torn, unreadable };
}

function beginning(): string {
  return randomBytes(8).toString('hex');
}

/** Actions as earlier versions wrote them said `blind: true` or `false`. */
function upgraded(action: Action | EarlierVerdict): Action {
  if (action.type === 'batch') return { ...action, actions: action.actions.map(upgraded) };
  if (action.type === 'rows' || !('blind' in action)) return action;
  const { blind, verdict, ...rest } = action;
  return { ...rest, ...judgement(verdict, blind ? 'blind' : 'seen') };
}

async function writeJournal(path: string, header: JournalHeader, actions: readonly Action[]): Promise<void> {
  const text = [header, ...actions].map(value => `${JSON.stringify(value)}\n`).join('');
  await atomicWrite(path, handle => handle.writeFile(text));
}

function parse<T>(line: string | undefined): T | null {
  try {
    return JSON.parse(line ?? '') as T;
  } catch {
    return null;
  }
}
