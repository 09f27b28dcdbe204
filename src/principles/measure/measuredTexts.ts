/** Longer texts are not kept, nor are more than so many. */
const keptLength = 4000;
const keptTexts = 5000;

/** Measures texts, those that recur once. What it holds is bounded. */
export class MeasuredTexts<T> {
  readonly #measure: (text: string) => T;
  readonly #known = new Map<string, T>();

  constructor(measure: (text: string) => T) {
    this.#measure = measure;
  }

  of(text: string): T {
    const known = this.#known.get(text);
    if (known !== undefined) return known;
    const fresh = this.#measure(text);
    if (text.length <= keptLength) {
      if (this.#known.size >= keptTexts) this.#known.clear();
      this.#known.set(text, fresh);
    }
    return fresh;
  }
}
