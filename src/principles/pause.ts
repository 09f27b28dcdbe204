import { setImmediate } from 'node:timers/promises';

/** Longest stretch of work, in milliseconds, before the event loop gets its turn. */
const stretch = 20;

/** Lets the event loop run from time to time during long work, and ends the work when its signal is aborted. */
export class Pause {
  private readonly signal: AbortSignal | undefined;
  private since = performance.now();

  constructor(signal?: AbortSignal) {
    this.signal = signal;
    signal?.throwIfAborted();
  }

  /** Pauses if it is time to; true if it did. Rejects with the signal's reason when aborted. */
  async due(): Promise<boolean> {
    if (performance.now() - this.since < stretch) return false;
    await setImmediate();
    this.signal?.throwIfAborted();
    this.since = performance.now();
    return true;
  }
}
