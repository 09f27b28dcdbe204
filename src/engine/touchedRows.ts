import type { Dataset } from '../dataset/dataset.ts';
import type { Row } from '../dataset/row.ts';
import type { Decision } from '../edits/decision.ts';

/** A row as the file held it before it was first touched in this session. */
export interface Original {
  readonly row: Row;
  readonly bytes: Buffer;
}

/** A touched row as session files and backups hold it. */
export interface TouchedLine {
  readonly row: number;
  /** Key of the comparison; empty for a malformed row. */
  readonly key: string;
  /** The record's bytes before it was first touched, in base64. */
  readonly bytes: string;
  /** The decision that the session's actions start from; null: none. */
  readonly before: Decision | null;
}

/**
 * Keeps what rows were when they were first touched. A save may write a decision into the record (exchange chosen and
 * rejected); the row that is shown, and the base of every later save, stays the original one, so that sides don't jump
 * and undo after a save gives the file its own bytes back.
 */
export class TouchedRows {
  readonly #kept = new Map<number, Original>();

  get(row: number): Original | undefined {
    return this.#kept.get(row);
  }

  entries(): IterableIterator<[number, Original]> {
    return this.#kept.entries();
  }

  /** Keeps the rows named, unless they are kept already. Answers those that are new. */
  async keep(dataset: Dataset, rows: readonly number[]): Promise<number[]> {
    const added: number[] = [];
    for (const row of rows) {
      if (this.#kept.has(row)) continue;
      const bytes = await dataset.readBytes(row);
      this.#kept.set(row, { row: dataset.parse(row, bytes), bytes });
      added.push(row);
    }
    return added;
  }

  /** Takes over a row that an earlier process kept. */
  adopt(dataset: Dataset, row: number, bytes: Buffer): void {
    this.#kept.set(row, { row: dataset.parse(row, bytes), bytes });
  }

  /** A kept row as session files hold it. */
  line(row: number, before: Decision | undefined): TouchedLine {
    const { row: read, bytes } = this.#kept.get(row)!;
    const key = read.kind === 'comparison' ? read.comparison.key : '';
    return { row, key, bytes: bytes.toString('base64'), before: before ?? null };
  }

  clear(): void {
    this.#kept.clear();
  }
}

/** Reads rows by number, in the order given; neighbours in one read, touched ones as they were. */
export async function readRows(dataset: Dataset, touched: TouchedRows, rows: readonly number[]): Promise<Row[]> {
  const result: Row[] = [];
  for (let i = 0; i < rows.length; ) {
    let end = i + 1;
    while (end < rows.length && rows[end] === rows[end - 1]! + 1) end++;
    for (const row of await dataset.read(rows[i]!, end - i)) result.push(touched.get(row.row)?.row ?? row);
    i = end;
  }
  return result;
}
