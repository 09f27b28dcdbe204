import { isAdded } from '../edits/addition.ts';

/** An added comparison that a save wrote into the file, and the row behind which it stands. */
export type WrittenRow = readonly [row: number, after: number];

/**
 * Where rows stand in the file as it is on disk: a program that opens it there numbers its records from 0, those that a
 * session added among them.
 */
export class FilePlaces {
  /** In the order of the file. */
  readonly written: readonly WrittenRow[];

  constructor(written: Iterable<WrittenRow>) {
    this.written = [...written].toSorted(([x, a], [y, b]) => a - b || x - y);
  }

  /** True if rows have their places for numbers. */
  get same(): boolean {
    return this.written.length === 0;
  }

  /** Position in the file; undefined for an added comparison that the file does not hold. */
  placeOf(row: number): number | undefined {
    if (!isAdded(row)) return row + this.written.filter(([, after]) => after < row).length;
    const at = this.written.findIndex(([written]) => written === row);
    return at < 0 ? undefined : this.written[at]![1] + 1 + at;
  }

  /** The row at a position in the file. */
  rowAt(place: number): number {
    let before = 0;
    for (const [row, after] of this.written) {
      const at = after + 1 + before;
      if (at === place) return row;
      if (at > place) break;
      before++;
    }
    return place - before;
  }
}
