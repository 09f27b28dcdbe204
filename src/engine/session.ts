import { createHash } from 'node:crypto';
import { mkdir, rm, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { AppendFile } from '../dataset/appendFile.ts';
import type { Fingerprint } from '../dataset/dataset.ts';
import { Journal } from '../dataset/journal.ts';
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

/**
 * What a document writes at once, so that a crash loses nothing: a journal of the actions since the last save, and the
 * rows as they were before they were touched. Nothing is written before the first action.
 */
export class Session {
  readonly #folder: string;
  readonly #paths: { journal: string; rows: string };
  readonly #file: string;
  #actions: Action[] = [];
  #open: { readonly journal: Journal; rows: AppendFile } | null = null;

  constructor(storage: string, path: string, doc: string) {
    this.#folder = sessionFolder(storage, path);
    this.#paths = sessionPaths(this.#folder, doc, process.pid);
    this.#file = resolve(path);
  }

  /** Actions since the last save, oldest first. */
  get actions(): readonly Action[] {
    return this.#actions;
  }

  /** Writes rows that are touched for the first time, then the action; settles when the system has them. */
  async append(action: Action, touched: readonly TouchedLine[], fingerprint: Fingerprint): Promise<void> {
    const { journal, rows } = await this.#begin(fingerprint);
    for (let start = 0; start < touched.length; start += linesAtOnce) {
      await rows.append(touched.slice(start, start + linesAtOnce));
    }
    await journal.append(action);
    this.#actions.push(action);
  }

  /** Takes over what an earlier process did, as if it had been done here. */
  async takeOver(actions: readonly Action[], touched: readonly TouchedLine[], fingerprint: Fingerprint): Promise<void> {
    const { journal, rows } = await this.#begin(fingerprint);
    await rows.append(touched);
    for (const action of actions) await journal.append(action);
    this.#actions.push(...actions);
  }

  /** After a save: actions start anew, from the decisions that `touched` holds. */
  async saved(
    touched: readonly TouchedLine[],
    fingerprint: Fingerprint,
    written: readonly WrittenRow[],
  ): Promise<void> {
    this.#actions = [];
    if (this.#open === null) return;
    await this.#open.journal.clear(fingerprint, written);
    await this.#open.rows.close();
    await writeFile(this.#paths.rows, touched.map(line => `${JSON.stringify(line)}\n`).join(''), { mode: 0o600 });
    this.#open.rows = await AppendFile.open(this.#paths.rows);
  }

  /** Forgets everything, after a revert. */
  async forget(): Promise<void> {
    this.#actions = [];
    await this.#close(false);
  }

  /** Ends the session. Its files stay if asked for, and if there is anything in them that was not saved. */
  async close({ keep }: { readonly keep: boolean }): Promise<void> {
    await this.#close(keep && this.#actions.length > 0);
  }

  async #begin(fingerprint: Fingerprint): Promise<{ journal: Journal; rows: AppendFile }> {
    if (this.#open !== null) return this.#open;
    await mkdir(this.#folder, { recursive: true });
    await rm(this.#paths.rows, { force: true });
    const rows = await AppendFile.open(this.#paths.rows);
    const journal = await Journal.begin(this.#paths.journal, { file: this.#file, fingerprint }, []);
    this.#open = { journal, rows };
    return this.#open;
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
