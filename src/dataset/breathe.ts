import { setImmediate } from 'node:timers/promises';

/** Milliseconds that a loop may run on the engine's main thread before it lets others run. */
const slice = 3;

/** Lets everything else that waits on this thread run, then goes on. */
export function breathe(): Promise<void> {
  return setImmediate();
}

/** Tells a loop when its time slice is over, so that nothing blocks the thread for long. */
export class Pace {
  #since = performance.now();

  /** True if the slice is over: `await pace.rest()` then. */
  get due(): boolean {
    return performance.now() - this.#since > slice;
  }

  /** Lets others run and begins a new slice. */
  async rest(): Promise<void> {
    await breathe();
    this.#since = performance.now();
  }
}
