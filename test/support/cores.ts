/** Cores that are lent, in the order in which they are asked for. */
export class Cores {
  #free: number;
  readonly #waiting: { readonly wanted: number; readonly start: () => void }[] = [];

  constructor(free: number) {
    this.#free = free;
  }

  /** Does work when so many are free; they are free again when it has ended. Never more than there are. */
  async with<T>(wanted: number, work: () => Promise<T>): Promise<T> {
    await new Promise<void>(start => {
      this.#waiting.push({ wanted, start });
      this.#lend();
    });
    try {
      return await work();
    } finally {
      this.#free += wanted;
      this.#lend();
    }
  }

  #lend(): void {
    for (let next = this.#waiting[0]; next !== undefined && next.wanted <= this.#free; next = this.#waiting[0]) {
      this.#waiting.shift();
      this.#free -= next.wanted;
      next.start();
    }
  }
}
