import { utimes } from 'node:fs/promises';
import { factsPlace } from './factsPlace.ts';
import { runTask } from './runTask.ts';
import type { TaskFile } from './taskTypes/taskFile.ts';

/** Milliseconds after a save until the file's time tells it from the next change: with most file systems, and with all. */
const settled = [150, 3_000];

/** What is begun is finished, also after the document was closed. */
const ever = new AbortController().signal;

/** What was begun by any document. */
const underway = new Set<Promise<void>>();

/** Settles when all that was begun is finished: a process must not end in the middle of it. */
export async function factsKept(): Promise<void> {
  await Promise.all(underway);
}

/**
 * Keeps the facts of a document's file for its next opening, in the background and as well as it goes: where it fails, the
 * file is read anew next time.
 */
export class KeptFacts {
  /** Where the facts are that are kept of the file as it was read or saved last; null: nowhere. */
  #place: string | null = null;
  #work: Promise<void> = Promise.resolve();
  #saves = 0;

  /** The facts were found there; they stay as if they had been kept now. */
  found(place: string | null): void {
    this.#place = place;
    if (place !== null) void utimes(place, new Date(), new Date()).catch(() => undefined);
  }

  /** All facts were read, and written to `lines`. */
  read(of: { readonly file: TaskFile; readonly rows: number; readonly lines: string; readonly place: string }): void {
    const { file, rows, lines, place: target } = of;
    this.#next(async () => {
      await runTask({ kind: 'keep-facts', file, rows, from: { kind: 'read', lines }, target }, {}, ever);
      this.#place = target;
    });
  }

  /** The file was saved: all rows but those that changed are as they were. Null: it holds other rows. */
  saved(file: TaskFile, rows: number, changed: readonly number[] | null): void {
    const save = ++this.#saves;
    this.#next(async () => {
      const others = this.#place;
      const target = others === null || changed === null ? null : await settledPlace(file);
      // A later save keeps what this one would.
      if (save !== this.#saves) return;
      this.#place = null;
      if (others === null || changed === null || target === null) return;
      const from = { kind: 'changed', others, changed } as const;
      await runTask({ kind: 'keep-facts', file, rows, from, target }, {}, ever);
      this.#place = target;
    });
  }

  #next(work: () => Promise<void>): void {
    const next = this.#work.then(work).catch(error => {
      this.#place = null;
      console.error(`facts could not be kept: ${String(error).split('\n')[0]}`);
    });
    this.#work = next;
    underway.add(next);
    void next.then(() => underway.delete(next));
  }
}

async function settledPlace(file: TaskFile): Promise<string | null> {
  for (const milliseconds of settled) {
    await new Promise(resolve => setTimeout(resolve, milliseconds));
    const place = await factsPlace(file);
    if (place !== null) return place;
  }
  return null;
}
