/** Rows in an order. */
export interface RowList {
  readonly length: number;
  /** Rows at `start` to `end` (exclusive; cut to the list). */
  slice(start: number, end: number): number[];
  /** The rows themselves, where they are held. */
  readonly array: Int32Array | null;
  /** Position of a row, or -1. */
  indexOf(row: number): number;
  /** All rows, where they are held. */
  readonly listed?: Int32Array;
}

/** Rows 0 to `length` in file order; holds nothing. */
export function everyRow(length: number): RowList {
  return {
    length,
    array: null,
    slice: (start, end) => {
      const from = Math.max(0, start);
      return Array.from({ length: Math.max(0, Math.min(end, length) - from) }, (_, i) => from + i);
    },
    indexOf: row => (row >= 0 && row < length ? row : -1),
  };
}

/** Rows in the order of an array. */
export function listedRows(rows: Int32Array): RowList {
  return {
    length: rows.length,
    array: rows,
    slice: (start, end) => [...rows.subarray(Math.max(0, start), Math.max(0, end))],
    indexOf: row => rows.indexOf(row),
    listed: rows,
  };
}
