/**
 * Lets the event loop breathe during long work: `step()` returns at once until 150 ms of work have passed, then waits for
 * one turn of the loop, and throws the signal's reason if the work was cancelled.
 */
export class Pace {
  readonly #signal: AbortSignal | undefined;
  #since = performance.now();

  constructor(signal?: AbortSignal) {
    this.#signal = signal;
    signal?.throwIfAborted();
  }

  /** Call between steps that each take at most some tens of milliseconds. */
  async step(): Promise<void> {
    if (performance.now() - this.#since < 150) return;
    await new Promise<void>(resolve => setImmediate(resolve));
    this.#signal?.throwIfAborted();
    this.#since = performance.now();
  }
}
