import { createHash } from 'node:crypto';
import { mkdir, rm } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppendFile } from '../dataset/appendFile.ts';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import type { Fingerprint } from '../dataset/dataset.ts';
import { withTrouble } from '../dataset/fileTrouble.ts';
import { Journal, type JournalSave } from '../dataset/journal.ts';
import type { Action } from '../edits/action.ts';
import type { WrittenRow } from './filePlaces.ts';
import type { TouchedLine } from './touchedRows.ts';

/** Lines that are made into text at once. */
const linesAtOnce = 4096;

/** Folder of the session files of a dataset. */
export function sessionFolder(storage: string, path: string): string {
  const name = createHash('sha256').update(resolve(path)).digest('hex').slice(0, 24);
  return join(storage, 'sessions', name);
}

/** Paths of a session's files: one session per document and process. */
export function sessionPaths(folder: string, doc: string, pid: number): { journal: string; rows: string } {
  const name = join(folder, `${encodeURIComponent(doc)}.${pid}`);
  return { journal: `${name}.journal.jsonl`, rows: `${name}.rows.jsonl` };
}

interface Opened {
  readonly journal: Journal;
  readonly rows: AppendFile;
}

/**
 * What a document writes at once, so that a crash loses nothing: a journal of the actions since the last save, and the
 * rows as they were before they were touched. Nothing is written before the first action.
 */
export class Session {
  readonly #folder: string;
  readonly #paths: { journal: string; rows: string };
  readonly #file: string;
  #actions: Action[] = [];
  #open: Opened | null = null;
  /** Touched rows that are not in the file of rows yet. */
  readonly #unwritten: TouchedLine[] = [];

  constructor(storage: string, path: string, doc: string) {
    this.#folder = sessionFolder(storage, path);
    this.#paths = sessionPaths(this.#folder, doc, process.pid);
    this.#file = resolve(path);
  }

  /** Actions since the last save, oldest first. */
  get actions(): readonly Action[] {
    return this.#actions;
  }

  /** Tells the journal's beginning, which is the last save's or the first action's, from others; null before the first. */
  get begun(): string | null {
    return this.#open?.journal.begun ?? null;
  }

  /** Takes note of rows that are touched for the first time: they are written before the next action is. */
  touched(lines: readonly TouchedLine[]): void {
    for (const line of lines) this.#unwritten.push(line);
  }

  /** Writes an action, and before it the rows noted; settles when the system has them. */
  async append(action: Action, fingerprint: Fingerprint): Promise<void> {
    const { journal } = await this.#begin(fingerprint);
    await this.#writeTouched();
    await journal.append(action);
    this.#actions.push(action);
  }

  /** Takes over what an earlier process did, as if it had been done here. */
  async takeOver(actions: readonly Action[], touched: readonly TouchedLine[], fingerprint: Fingerprint): Promise<void> {
    this.touched(touched);
    const { journal } = await this.#begin(fingerprint);
    await this.#writeTouched();
    for (const action of actions) await journal.append(action);
    this.#actions.push(...actions);
  }

  /**
   * Before a save puts a new file in the place of the old one: what the journal says is about either from now on.
   *
   * @param touched the rows that the save changes, as they were before they were first touched
   */
  async saving(touched: readonly TouchedLine[], save: JournalSave): Promise<void> {
    if (this.#open === null) return;
    this.touched(touched);
    await this.#writeTouched({ flush: true });
    await this.#open.journal.saving(save);
  }

  /** After a save: actions start anew, from the decisions that `touched` holds. */
  async saved(
    touched: readonly TouchedLine[],
    fingerprint: Fingerprint,
    written: readonly WrittenRow[],
  ): Promise<void> {
    if (this.#open === null) return;
    const { journal, rows } = this.#open;
    // The rows first: with them, doing the actions again that the journal may still hold changes nothing.
    await rows.close();
    await atomicWrite(this.#paths.rows, async handle => {
      for (let start = 0; start < touched.length; start += linesAtOnce) {
        const lines = touched.slice(start, start + linesAtOnce).map(line => `${JSON.stringify(line)}\n`);
        await handle.writeFile(lines.join(''));
      }
    });
    this.#unwritten.length = 0;
    await journal.clear(fingerprint, written);
    this.#actions = [];
  }

  /** Forgets everything, after a revert. */
  async forget(): Promise<void> {
    this.#actions = [];
    this.#unwritten.length = 0;
    await this.#close(false);
  }

  /** Ends the session. Its files stay if asked for, and if there is anything in them that was not saved. */
  async close({ keep }: { readonly keep: boolean }): Promise<void> {
    await this.#close(keep && this.#actions.length > 0);
  }

  async #begin(fingerprint: Fingerprint): Promise<Opened> {
    if (this.#open !== null) return this.#open;
    await withTrouble(this.#folder, "can't be made", () => mkdir(this.#folder, { recursive: true }));
    await withTrouble(this.#paths.rows, "can't be removed", () => rm(this.#paths.rows, { force: true }));
    const rows = await AppendFile.open(this.#paths.rows);
    try {
      const journal = await Journal.begin(this.#paths.journal, { file: this.#file, fingerprint }, []);
      this.#open = { journal, rows };
      return this.#open;
    } catch (error) {
      await rows.close();
      throw error;
    }
  }

  async #writeTouched({ flush = false } = {}): Promise<void> {
    if (this.#open === null) return;
    while (this.#unwritten.length > 0) {
      const lines = this.#unwritten.slice(0, linesAtOnce);
      await this.#open.rows.append(lines, { flush });
      this.#unwritten.splice(0, lines.length);
    }
  }

  async #close(keep: boolean): Promise<void> {
    const open = this.#open;
    this.#open = null;
    if (open === null) return;
    await open.rows.close();
    await open.journal.close({ keep });
    if (!keep) await rm(this.#paths.rows, { force: true });
  }
}
