import { KeyIndex } from '../dataset/keyIndex.ts';
import { removeTemporary, temporaryName } from '../dataset/temporaryName.ts';
import type { KeptFacts } from './keptFacts.ts';
import { runTask } from './runTask.ts';
import type { FactsBatch } from './taskTypes/facts.ts';
import type { TaskFile } from './taskTypes/taskFile.ts';

/** Milliseconds between two versions of the table while facts are read, so that views are not asked anew all the time. */
const interval = 250;

/** What becomes of the facts. */
export interface FactsSink {
  /** Takes a batch over. */
  take(batch: FactsBatch): Promise<void>;
  /** The table is worth asking anew: now and then while facts come, and once when all are there. */
  renewed(): void;
}

/** Whose facts are read. */
export interface FactsOrder {
  readonly file: TaskFile;
  /** Whose decisions of the review file come first. */
  readonly reviewer: string;
  /** Short keys of all rows, where the table has their facts already; null otherwise. */
  readonly known: Promise<Float64Array | null>;
  /** Where the facts are kept for the next opening; null: nowhere. See `factsPlace`. */
  readonly place: string | null;
}

/** Reads the facts of every row of a file in a worker, for the table. Can be ended, and begun anew on another content. */
export class FactsReading {
  #keys = new KeyIndex();
  #stop = new AbortController();
  #done: Promise<void> = Promise.resolve();
  #complete = false;
  readonly #sink: FactsSink;
  readonly #kept: KeptFacts;

  /** @param kept - where facts go for the next opening */
  constructor(sink: FactsSink, kept: KeptFacts) {
    this.#sink = sink;
    this.#kept = kept;
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

  start(order: FactsOrder): void {
    this.#stop = new AbortController();
    this.#complete = false;
    this.#keys = new KeyIndex();
    const { signal } = this.#stop;
    this.#done = this.#read(order, signal);
    this.#done.catch(error => {
      if (!signal.aborted) console.error(`facts: ${String(error)}`);
    });
  }

  /** Ends the reading; settles when nothing more comes. */
  async stop(): Promise<void> {
    this.#stop.abort();
    await this.#done.catch(() => undefined);
  }

  async #read({ file, reviewer, known, place }: FactsOrder, signal: AbortSignal): Promise<void> {
    const keys = await known;
    signal.throwIfAborted();
    let last = performance.now();
    const onBatch = async (batch: FactsBatch): Promise<void> => {
      if (batch.facts !== null) this.#keys.add(batch.facts.keys);
      await this.#sink.take(batch);
      if (performance.now() - last < interval) return;
      last = performance.now();
      this.#sink.renewed();
    };
    if (keys !== null) {
      this.#keys.add(keys);
      await runTask<FactsBatch>({ kind: 'facts', file, reviewer, known: keys }, { onBatch }, signal);
      this.#kept.found(place);
    } else {
      const lines = place === null ? undefined : temporaryName(place);
      const task = { kind: 'facts', file, reviewer, ...(lines === undefined ? {} : { lines }) } as const;
      try {
        await runTask<FactsBatch>(task, { onBatch }, signal);
      } catch (error) {
        if (lines !== undefined) await removeTemporary(lines);
        throw error;
      }
      if (lines !== undefined && place !== null) this.#kept.read({ file, rows: this.#keys.count, lines, place });
    }
    this.#complete = true;
    this.#sink.renewed();
  }
}
