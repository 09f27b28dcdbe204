import { runTask } from './runTask.ts';
import type { TaskFile } from './taskTypes/taskFile.ts';
import type { Search } from './viewRows.ts';

interface Running extends Search {
  readonly rows: Set<number>;
  complete: boolean;
  readonly stop: AbortController;
}

const kept = 4;

/** Searches for words over the texts of a file, each in a worker, with results as they come; the last few are kept. */
export class Searches {
  readonly #running = new Map<string, Running>();
  readonly #onFound: () => void;

  /** @param onFound called whenever a search found more or came to its end */
  constructor(onFound: () => void) {
    this.#onFound = onFound;
  }

  /** The search for these words: a running one, a finished one, or a new one. */
  find(file: TaskFile, words: readonly string[]): Search {
    const key = JSON.stringify(words);
    const known = this.#running.get(key);
    if (known !== undefined) return known;
    // Whoever types changes the words at every key: a search that nobody waits for any more makes way.
    for (const [other, search] of this.#running) if (!search.complete) this.#stop(other, search);
    const oldest = this.#running.entries().next();
    if (this.#running.size >= kept && oldest.done === false) this.#stop(...oldest.value);
    const search: Running = { rows: new Set(), complete: false, stop: new AbortController() };
    this.#running.set(key, search);
    void this.#run(file, words, search);
    return search;
  }

  /** Ends all searches and forgets what they found. */
  clear(): void {
    for (const [key, search] of this.#running) this.#stop(key, search);
  }

  async #run(file: TaskFile, words: readonly string[], search: Running): Promise<void> {
    try {
      await runTask<readonly number[]>(
        { kind: 'search', file, words },
        {
          onBatch: rows => {
            for (const row of rows) search.rows.add(row);
            this.#onFound();
          },
        },
        search.stop.signal,
      );
    } catch (error) {
      if (!search.stop.signal.aborted) console.error(`search: ${String(error)}`);
    }
    search.complete = true;
    this.#onFound();
  }

  #stop(key: string, search: Running): void {
    this.#running.delete(key);
    search.stop.abort();
  }
}
