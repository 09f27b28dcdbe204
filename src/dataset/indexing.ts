/** How the indexing of a dataset goes. */
export interface Indexing {
  readonly done: boolean;
  readonly finished: Promise<void>;
  /** Settles when more rows are indexed, or indexing is over. */
  more(): Promise<void>;
  cancel(): void;
}

/**
 * Begins to index in the background.
 *
 * @param work - indexes all, and calls `notify` whenever there are more rows
 * @param cancel - has the work end soon, with an error
 */
export function beginIndexing(work: (notify: () => void) => Promise<void>, cancel: () => void): Indexing {
  let done = false;
  let waiting: (() => void)[] = [];
  const notify = (): void => {
    const woken = waiting;
    waiting = [];
    for (const wake of woken) wake();
  };
  const finished = work(notify).finally(() => {
    done = true;
    notify();
  });
  // Whoever waits for it sees the error; if nobody does, closing the dataset must not end the process.
  finished.catch(() => undefined);
  return {
    get done() {
      return done;
    },
    finished,
    more: () => (done ? Promise.resolve() : new Promise(resolve => waiting.push(resolve))),
    cancel,
  };
}
