/**
 * Work that is asked for faster than it is done: while it runs, however many calls share one more run after it. Each call
 * settles when a run that began after it has ended. Between two runs there is a pause, so that whoever asks all the time
 * leaves room for others.
 */
export class Coalesced {
  readonly #work: () => Promise<void>;
  readonly #pause: number;
  #running: Promise<void> | null = null;
  #next: Promise<void> | null = null;

  /** @param pause milliseconds between the end of a run and the next one */
  constructor(work: () => Promise<void>, pause = 0) {
    this.#work = work;
    this.#pause = pause;
  }

  run(): Promise<void> {
    if (this.#running === null) return this.#start();
    this.#next ??= this.#running.then(
      () => this.#start(),
      () => this.#start(),
    );
    return this.#next;
  }

  #start(): Promise<void> {
    this.#next = null;
    const run = this.#work();
    const rest = async (): Promise<void> => {
      if (this.#pause > 0) await new Promise(resolve => setTimeout(resolve, this.#pause));
      if (this.#running === rested) this.#running = null;
    };
    const rested: Promise<void> = run.then(rest, rest);
    this.#running = rested;
    return run;
  }
}
