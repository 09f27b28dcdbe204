import type { Dataset } from '../dataset/dataset.ts';
import type { Row } from '../dataset/row.ts';
import { isAdded } from '../edits/addition.ts';
import type { Decision } from '../edits/decision.ts';

/** A row as the file held it before it was first touched in this session. */
export interface Original {
  readonly row: Row;
  readonly bytes: Buffer;
}

/** A touched row as session files and backups hold it. */
export interface TouchedLine {
  readonly row: number;
  /** Key of the row; files of earlier versions have an empty one for a malformed row. */
  readonly key: string;
  /** The record's bytes before it was first touched, in base64; null where the file still holds them. */
  readonly bytes: string | null;
  /** The decision that the session's actions start from; null: none. */
  readonly before: Decision | null;
}

/** A row and its key. */
export interface KeyedRow {
  readonly row: number;
  readonly key: string;
}

/**
 * Keeps what rows were when they were first touched. A save may write a decision into the record (exchange chosen and
 * rejected); the row that is shown, and the base of every later save, stays the original one, so that sides don't jump
 * and undo after a save gives the file its own bytes back. Of rows that are touched by the thousand only the key is kept,
 * until a save changes their record: until then the file holds what they were.
 */
export class TouchedRows {
  readonly #kept = new Map<number, Original>();
  /** Keys of touched rows that the file still holds as they were. */
  readonly #unchanged = new Map<number, string>();

  /** True if the row was touched in this session. */
  has(row: number): boolean {
    return this.#kept.has(row) || this.#unchanged.has(row);
  }

  /** Rows that were touched. */
  *rows(): Generator<number> {
    yield* this.#kept.keys();
    yield* this.#unchanged.keys();
  }

  /** What a row was, where that is kept here. */
  get(row: number): Original | undefined {
    return this.#kept.get(row);
  }

  entries(): IterableIterator<[number, Original]> {
    return this.#kept.entries();
  }

  /** Keeps the rows named, unless they are touched already. Answers those that are new. */
  async keep(dataset: Dataset, rows: readonly number[]): Promise<number[]> {
    const added: number[] = [];
    for (const row of rows) {
      if (this.has(row)) continue;
      this.keepOriginal(dataset, row, await dataset.readBytes(row));
      added.push(row);
    }
    return added;
  }

  /** Notes that rows are touched whose records the file holds as they were. Answers those that are new. */
  note(rows: readonly KeyedRow[]): number[] {
    const added = rows.filter(({ row }) => !this.has(row));
    for (const { row, key } of added) this.#unchanged.set(row, key);
    return added.map(({ row }) => row);
  }

  /**
   * Keeps what a row was: the file is about to hold something else, or does so already.
   *
   * @param line that it is told to be on (default: the row's own)
   */
  keepOriginal(dataset: Dataset, row: number, bytes: Buffer, line?: number): void {
    this.#unchanged.delete(row);
    // A short one may be a part of a block that many share, and would keep all of it.
    const own = Buffer.allocUnsafeSlow(bytes.length);
    bytes.copy(own);
    this.#kept.set(row, { row: dataset.parse(row, own, line), bytes: own });
  }

  /** Takes over a row that an earlier process touched. */
  adopt(dataset: Dataset, { row, key, bytes }: TouchedLine): void {
    if (bytes === null) this.note([{ row, key }]);
    else this.keepOriginal(dataset, row, Buffer.from(bytes, 'base64'));
  }

  /** A touched row as session files hold it. */
  line(row: number, before: Decision | undefined): TouchedLine {
    const key = this.#unchanged.get(row);
    if (key !== undefined) return { row, key, bytes: null, before: before ?? null };
    const { row: read, bytes } = this.#kept.get(row)!;
    return {
      row,
      key: read.kind === 'comparison' ? read.comparison.key : read.key,
      bytes: bytes.toString('base64'),
      before: before ?? null,
    };
  }

  clear(): void {
    this.#kept.clear();
    this.#unchanged.clear();
  }
}

/** Reads rows by number, in the order given; neighbours in one read, touched ones as they were. */
export async function readRows(dataset: Dataset, touched: TouchedRows, rows: readonly number[]): Promise<Row[]> {
  const result: Row[] = [];
  for (let i = 0; i < rows.length; ) {
    const added = isAdded(rows[i]!) ? touched.get(rows[i]!) : undefined;
    if (added !== undefined) result.push(added.row);
    if (isAdded(rows[i]!)) {
      i++;
      continue;
    }
    let end = i + 1;
    while (end < rows.length && rows[end] === rows[end - 1]! + 1) end++;
    for (const row of await dataset.read(rows[i]!, end - i)) result.push(touched.get(row.row)?.row ?? row);
    i = end;
  }
  return result;
}
