/** Work that nobody sees and that only its last state matters of: done right after what is under way, once for many calls. */
export class Postponed {
  readonly #work: () => void;
  #timer: ReturnType<typeof setTimeout> | undefined;

  constructor(work: () => void) {
    this.#work = work;
    // A page that is hidden may be gone before that. What it then says may be lost, too, so that it must not wait for longer.
    document.addEventListener('visibilitychange', () => this.flush());
    window.addEventListener('pagehide', () => this.flush());
  }

  /** Has it done soon. */
  ask(): void {
    this.#timer ??= setTimeout(() => this.flush(), 0);
  }

  /** Does at once what was asked for. */
  flush(): void {
    if (this.#timer === undefined) return;
    clearTimeout(this.#timer);
    this.#timer = undefined;
    this.#work();
  }
}
