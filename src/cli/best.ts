/** The best few of many that come one by one: no more than about twice as many are ever held. Of equals the first stay. */
export class Best<T> {
  readonly #most: number;
  readonly #order: (x: T, y: T) => number;
  #held: T[] = [];

  /**
   * @param most - how many are kept
   * @param order - negative where `x` is better than `y`
   */
  constructor(most: number, order: (x: T, y: T) => number) {
    this.#most = most;
    this.#order = order;
  }

  add(one: T): void {
    if (this.#held.push(one) > 2 * this.#most + 8) this.#cut();
  }

  /** The best of those that came, the best first. */
  get all(): readonly T[] {
    this.#cut();
    return this.#held;
  }

  #cut(): void {
    this.#held = this.#held.sort(this.#order).slice(0, this.#most);
  }
}
