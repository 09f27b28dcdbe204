import { breathe } from './breathe.ts';

const segmentBits = 16;
const segmentRows = 1 << segmentBits;
const mask = segmentRows - 1;
const maxLength = 0xffff_ffff;

/** New extent of a changed record. */
export interface Resized {
  /** Bytes of the new record. */
  readonly length: number;
  /** Lines that the new record has more than the old one (negative: fewer). */
  readonly moreLines: number;
}

/** What more there is (negative: less) between the record of a row and the next one. */
export interface Gap {
  readonly bytes: number;
  readonly lines: number;
}

/**
 * Where the records of a file are: byte offset, byte length and line of each row. 12 bytes a row, in segments that are
 * never copied, plus 8 bytes wherever rows and lines get out of step (blank lines, records that span lines).
 */
export class RecordIndex {
  readonly #starts: Float64Array[] = [];
  readonly #lengths: Uint32Array[] = [];
  #count = 0;
  /** From row `#stepRows[i]` on, line = row + 1 + `#stepShifts[i]` (negative where several records share a line). */
  #stepRows = new Int32Array(16);
  #stepShifts = new Int32Array(16);
  #steps = 0;
  #shift = 0;
  readonly #without: ReadonlySet<number>;

  /** @param without byte offsets of records that are no rows */
  constructor(without: ReadonlySet<number> = new Set()) {
    this.#without = without;
  }

  /** Rows so far. */
  get count(): number {
    return this.#count;
  }

  /** Bytes of memory that the index holds. */
  get bytes(): number {
    return this.#starts.length * segmentRows * 12 + this.#stepRows.byteLength + this.#stepShifts.byteLength;
  }

  /** Adds the next row: offset and length in bytes, and the 1-based line on which it starts. */
  add(start: number, length: number, line: number): void {
    if (this.#without.has(start)) return;
    const row = this.#count;
    if ((row & mask) === 0) {
      this.#starts.push(new Float64Array(segmentRows));
      this.#lengths.push(new Uint32Array(segmentRows));
    }
    const segment = row >>> segmentBits;
    this.#starts[segment]![row & mask] = start;
    this.#lengths[segment]![row & mask] = Math.min(length, maxLength);
    const shift = line - row - 1;
    if (shift !== this.#shift) this.#addStep(row, shift);
    this.#count = row + 1;
  }

  /** Byte offset of a row below `count`. */
  start(row: number): number {
    return this.#starts[row >>> segmentBits]![row & mask]!;
  }

  /** Bytes of a row below `count`, line ending not counted; at most 4 GiB - 1 is told. */
  length(row: number): number {
    return this.#lengths[row >>> segmentBits]![row & mask]!;
  }

  /** Which of the rows that share its record a row is, from 0. Rows of one record follow one another. */
  nth(row: number): number {
    const start = this.start(row);
    let low = 0;
    let high = row;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.start(middle) < start) low = middle + 1;
      else high = middle;
    }
    return row - low;
  }

  /** 1-based line on which a row starts. */
  line(row: number): number {
    let low = 0;
    let high = this.#steps;
    while (low < high) {
      const middle = (low + high) >>> 1;
      if (this.#stepRows[middle]! <= row) low = middle + 1;
      else high = middle;
    }
    return row + 1 + (low === 0 ? 0 : this.#stepShifts[low - 1]!);
  }

  /**
   * The index after some records were replaced, and bytes between records came or went, everything else being the same.
   * Lets other work run in between.
   */
  async resized(
    changes: ReadonlyMap<number, Resized>,
    gaps: ReadonlyMap<number, Gap> = new Map(),
  ): Promise<RecordIndex> {
    const next = new RecordIndex();
    let bytes = 0;
    let lines = 0;
    for (let row = 0; row < this.#count; row++) {
      const length = this.length(row);
      const change = changes.get(row);
      next.add(this.start(row) + bytes, change?.length ?? length, this.line(row) + lines);
      if (change) {
        bytes += change.length - length;
        lines += change.moreLines;
      }
      const gap = gaps.get(row);
      if (gap) {
        bytes += gap.bytes;
        lines += gap.lines;
      }
      if ((row & 0x3fff) === 0x3fff) await breathe();
    }
    return next;
  }

  #addStep(row: number, shift: number): void {
    if (this.#steps === this.#stepRows.length) {
      this.#stepRows = doubled(this.#stepRows);
      this.#stepShifts = doubled(this.#stepShifts);
    }
    this.#stepRows[this.#steps] = row;
    this.#stepShifts[this.#steps] = shift;
    this.#steps++;
    this.#shift = shift;
  }
}

function doubled(array: Int32Array): Int32Array<ArrayBuffer> {
  const larger = new Int32Array(array.length * 2);
  larger.set(array);
  return larger;
}
