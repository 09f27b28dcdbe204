/** Milliseconds that work waits, so that what the user sees comes first. */
const wait = 50;

/** Work that nobody sees and that only its last state matters of: done a moment later, once for many calls. */
export class Postponed {
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(work: () => void) {
    this.#work = work;
    // A page that is hidden may be gone before the moment has passed.
    document.addEventListener('visibilitychange', () => this.flush());
    window.addEventListener('pagehide', () => this.flush());
  }

  /** Has it done soon. */
  ask(): void {
    this.#timer ??= setTimeout(() => this.flush(), wait);
  }

  /** Does at once what was asked for. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#work();
  }
}
