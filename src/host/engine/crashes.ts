/** Crashes within the window after which the engine is not started again by itself. */
const limit = 3;
/** Milliseconds after which a crash is forgotten. */
const memory = 120_000;

/** Decides whether an engine that crashed is started again. */
export class Crashes {
  private times: number[] = [];

  /** Notes a crash at `now` (ms). True if there were too many of them lately. */
  add(now: number): boolean {
    this.times = [...this.times.filter(time => now - time < memory), now];
    return this.times.length >= limit;
  }

  forget(): void {
    this.times = [];
  }
}
