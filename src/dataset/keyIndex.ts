import { Pace } from './breathe.ts';

/**
 * The keys of a dataset's rows in 8 bytes each, to tell the occurrence number of a row: how many rows before it hold the
 * same comparison, or the same bytes where they can't be read. Two different keys count as one with a chance of about n^2 / 2^54.
 */
export class KeyIndex {
  #keys = new Float64Array(1024);
  #count = 0;
  /** Keys that rows have by the review file, whatever the file holds now. */
  readonly #held = new Map<number, number>();

  /** Rows so far. */
  get count(): number {
    return this.#count;
  }

  /** Adds the short keys of the next rows. */
  add(keys: Float64Array): void {
    const count = this.#count + keys.length;
    if (count > this.#keys.length) {
      const larger = new Float64Array(Math.max(count, this.#keys.length * 2));
      larger.set(this.#keys);
      this.#keys = larger;
    }
    this.#keys.set(keys, this.#count);
    for (let row = this.#count; this.#held.size > 0 && row < count; row++)
      this.#keys[row] = this.#held.get(row) ?? this.#keys[row]!;
    this.#count = count;
  }

  /** Counts a row, read already or not, under the key that it had before its texts were edited. */
  hold(row: number, key: string): void {
    this.#held.set(row, shortKey(key));
    if (row < this.#count) this.#keys[row] = shortKey(key);
  }

  /** The short key of a row; undefined for one that was not read yet. */
  at(row: number): number | undefined {
    return row < this.#count ? this.#keys[row] : undefined;
  }

  /** Occurrence number (from 0) of each of the rows; rows that have no key yet are left out. Lets other work run. */
  async occurrences(rows: Iterable<number>): Promise<Map<number, number>> {
    const wanted = [...rows].filter(row => row < this.#count).toSorted((x, y) => x - y);
    const seen = new Map(wanted.map(row => [this.#keys[row]!, 0]));
    const result = new Map<number, number>();
    const pace = new Pace();
    let next = 0;
    for (let row = 0; next < wanted.length; row++) {
      if ((row & 0xfff) === 0 && pace.due) await pace.rest();
      const key = this.#keys[row]!;
      const before = seen.get(key);
      if (before === undefined) continue;
      if (row === wanted[next]) {
        result.set(row, before);
        next++;
      }
      seen.set(key, before + 1);
    }
    return result;
  }
}

/** A key's first 52 bits, as a whole number that a double holds exactly. */
export function shortKey(key: string): number {
  return key === '' ? -1 : Number.parseInt(key.slice(0, 13), 16);
}
