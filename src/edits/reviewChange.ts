import type { ReviewAction, ReviewLine } from './reviewAction.ts';

/** Lines that a review action, or several, bring and take away in the end. */
export class ReviewChange {
  readonly #added: ReadonlyMap<string, ReviewLine>;
  readonly #removed: ReadonlyMap<string, ReviewLine>;

  private constructor(added: ReadonlyMap<string, ReviewLine>, removed: ReadonlyMap<string, ReviewLine>) {
    this.#added = added;
    this.#removed = removed;
  }

  static readonly none = new ReviewChange(new Map(), new Map());

  get added(): readonly ReviewLine[] {
    return [...this.#added.values()];
  }

  get removed(): readonly ReviewLine[] {
    return [...this.#removed.values()];
  }

  get isEmpty(): boolean {
    return this.#added.size === 0 && this.#removed.size === 0;
  }

  /** The change after one more action. Doing an action twice changes nothing more. */
  with({ add, remove }: Pick<ReviewAction, 'add' | 'remove'>): ReviewChange {
    const [added, removed] = [new Map(this.#added), new Map(this.#removed)];
    for (const line of remove) if (!added.delete(lineId(line))) removed.set(lineId(line), line);
    for (const line of add) if (!removed.delete(lineId(line))) added.set(lineId(line), line);
    return new ReviewChange(added, removed);
  }
}

function lineId({ place, text }: ReviewLine): string {
  return `${place} ${text}`;
}
