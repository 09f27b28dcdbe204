/** Seconds of work before an estimate means something. */
const least = 3;

/** How long work of many equal parts will take still, by those that were done. */
export class RemainingTime {
  readonly #now: () => number;
  readonly #began: number;

  /** @param now - milliseconds, for tests */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
    this.#began = now();
  }

  /** Seconds left; null while too little was done to tell. @param done - parts done since this was made */
  seconds(done: number, left: number): number | null {
    const spent = (this.#now() - this.#began) / 1000;
    return spent < least || done === 0 ? null : (spent / done) * left;
  }
}
