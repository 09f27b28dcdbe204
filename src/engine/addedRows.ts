import { type Addition, firstAdded, isAdded } from '../edits/addition.ts';
import type { Decision } from '../edits/decision.ts';
import type { RowList } from './rowList.ts';

/** The comparisons that the reviewer added, in the order of the file. */
export class AddedRows {
  readonly #held = new Map<number, Addition>();
  #ordered: readonly number[] | null = null;
  #next = firstAdded;

  get size(): number {
    return this.#held.size;
  }

  /** Row numbers, in the order of the file. */
  get rows(): readonly number[] {
    this.#ordered ??= [...this.#held.keys()].toSorted((x, y) => this.compare(x, y));
    return this.#ordered;
  }

  has(row: number): boolean {
    return this.#held.has(row);
  }

  get(row: number): Addition | undefined {
    return this.#held.get(row);
  }

  entries(): IterableIterator<[number, Addition]> {
    return this.#held.entries();
  }

  /** A number that no added comparison has had. */
  nextRow(): number {
    return this.#next++;
  }

  /** The row of the file behind which an added comparison stands; of a row of the file, that row. */
  baseOf(row: number): number {
    return this.#held.get(row)?.after ?? row;
  }

  /** Order of the file. */
  readonly compare = (x: number, y: number): number => this.baseOf(x) - this.baseOf(y) || x - y;

  /** Takes over what the decision about a row says of its being there. Answers whether that is something else now. */
  follow(row: number, decision: Decision | undefined): 'added' | 'removed' | null {
    if (!isAdded(row)) return null;
    this.#next = Math.max(this.#next, row + 1);
    const had = this.#held.has(row);
    if (decision?.added === undefined) this.#held.delete(row);
    else this.#held.set(row, decision.added);
    if (had === this.#held.has(row)) return null;
    this.#ordered = null;
    return had ? 'removed' : 'added';
  }

  clear(): void {
    this.#held.clear();
    this.#ordered = null;
  }

  /** All rows of a file of so many, and the added ones, in the order of the file. */
  everyRow(length: number): RowList {
    const added = this.rows;
    // Position of each in the whole.
    const positions = added.map((row, i) => this.baseOf(row) + 1 + i);
    const total = length + added.length;
    return {
      length: total,
      array: null,
      slice: (start, end) => {
        const rows: number[] = [];
        const from = Math.max(0, start);
        let before = positions.findIndex(position => position >= from);
        if (before < 0) before = positions.length;
        for (let at = from; at < Math.min(end, total); at++) {
          if (positions[before] === at) rows.push(added[before++]!);
          else rows.push(at - before);
        }
        return rows;
      },
      indexOf: row => {
        const at = added.indexOf(row);
        if (at >= 0) return positions[at]!;
        if (row < 0 || row >= length) return -1;
        const behind = added.findIndex(one => this.baseOf(one) >= row);
        return row + (behind < 0 ? added.length : behind);
      },
    };
  }

  /** The same rows, which are in the order of their numbers, in the order of the file. */
  inFileOrder(rows: Int32Array, descending: boolean): Int32Array {
    if (this.#held.size === 0) return rows;
    const added = rows.filter(isAdded).sort(this.compare);
    if (added.length === 0) return rows;
    const own = rows.filter(row => !isAdded(row));
    if (descending) own.reverse();
    const merged = new Int32Array(rows.length);
    let next = 0;
    let at = 0;
    for (const row of own) {
      while (next < added.length && this.baseOf(added[next]!) < row) merged[at++] = added[next++]!;
      merged[at++] = row;
    }
    while (next < added.length) merged[at++] = added[next++]!;
    return descending ? merged.reverse() : merged;
  }
}
