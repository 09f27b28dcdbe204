import { isAdded } from '../edits/addition.ts';

/** An added comparison among those of the same key. */
export interface AddedPlace {
  readonly row: number;
  /** How many comparisons of the key come before it in the file, those that were added left out. */
  readonly before: number;
}

/**
 * Where comparisons that were added stand among those of the same key, so that a comparison is known by something that
 * stays when others come or go: its *place*, which is its number among those of the key that the file held when it was
 * opened, or else its row number (see `firstAdded`). The review file counts all of them: that is the *occurrence*.
 */
export class KeyPlaces {
  readonly #added: ReadonlyMap<string, readonly AddedPlace[]>;

  /** @param added by key, in the order of the file */
  constructor(added: ReadonlyMap<string, readonly AddedPlace[]>) {
    this.#added = added;
  }

  /** Where nothing was added. */
  static readonly plain = new KeyPlaces(new Map());

  /** The place of the comparison that the review file knows by an occurrence number. */
  placeOf(key: string, occurrence: number): number {
    const added = this.#added.get(key) ?? [];
    let earlier = 0;
    for (const [i, { row, before }] of added.entries()) {
      if (before + i === occurrence) return row;
      if (before + i < occurrence) earlier++;
    }
    return occurrence - earlier;
  }

  /** The occurrence number of the comparison at a place; null if it is an added one that is not there. */
  occurrenceOf(key: string, place: number): number | null {
    const added = this.#added.get(key) ?? [];
    if (!isAdded(place)) return place + added.filter(({ before }) => before <= place).length;
    const at = added.findIndex(({ row }) => row === place);
    return at < 0 ? null : added[at]!.before + at;
  }

  /** True if the comparisons of every key stand here as they do there. */
  equals(other: KeyPlaces): boolean {
    return [...new Set([...this.#added.keys(), ...other.#added.keys()])].every(
      key => this.#text(key) === other.#text(key),
    );
  }

  #text(key: string): string {
    return JSON.stringify((this.#added.get(key) ?? []).map(({ row, before }) => [row, before]));
  }
}
