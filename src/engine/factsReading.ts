import { KeyIndex } from '../dataset/keyIndex.ts';
import { runTask } from './runTask.ts';
import type { FactsBatch, TaskFile } from './workerTask.ts';

/** Milliseconds between two versions of the table while facts are read, so that views are not asked anew all the time. */
const interval = 250;

/** What becomes of the facts. */
export interface FactsSink {
  /** Takes a batch over. */
  take(batch: FactsBatch): Promise<void>;
  /** The table is worth asking anew: now and then while facts come, and once when all are there. */
  renewed(): void;
}

/** Reads the facts of every row of a file in a worker, for the table. Can be ended, and begun anew on another content. */
export class FactsReading {
  #keys = new KeyIndex();
  #stop = new AbortController();
  #done: Promise<void> = Promise.resolve();
  #complete = false;
  readonly #sink: FactsSink;

  constructor(sink: FactsSink) {
    this.#sink = sink;
  }

  /** Keys of the rows so far; complete when `done` settles. */
  get keys(): KeyIndex {
    return this.#keys;
  }

  /** True when all facts were taken over. */
  get complete(): boolean {
    return this.#complete;
  }

  /** Settles when all facts were taken over; rejects if the file could not be read to its end. */
  get done(): Promise<void> {
    return this.#done;
  }

  /** @param reviewer whose decisions of the review file come first */
  start(file: TaskFile, reviewer: string): void {
    this.#stop = new AbortController();
    this.#complete = false;
    this.#keys = new KeyIndex();
    const { signal } = this.#stop;
    this.#done = this.#read(file, reviewer, signal);
    this.#done.catch(error => {
      if (!signal.aborted) console.error(`facts: ${String(error)}`);
    });
  }

  /** Ends the reading; settles when nothing more comes. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done.catch(() => undefined);
  }

  async #read(file: TaskFile, reviewer: string, signal: AbortSignal): Promise<void> {
    let last = performance.now();
    const onBatch = async (batch: FactsBatch): Promise<void> => {
      for (const { key } of batch.facts) this.#keys.add(key);
      await this.#sink.take(batch);
      if (performance.now() - last < interval) return;
      last = performance.now();
      this.#sink.renewed();
    };
    await runTask<FactsBatch>({ kind: 'facts', file, reviewer }, { onBatch }, signal);
    this.#complete = true;
    this.#sink.renewed();
  }
}
