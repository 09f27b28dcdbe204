import type { AuditedRow } from './audit.ts';

/**
 * The rows of an audit in file order. An array is one; those of a large file are made as they are asked for, so that they are
 * not held as objects.
 */
export interface AuditRows extends Iterable<AuditedRow> {
  readonly length: number;
  at(index: number): AuditedRow | undefined;
  slice(from: number, to: number): readonly AuditedRow[];
  map<T>(make: (row: AuditedRow, index: number) => T): T[];
  flatMap<T>(make: (row: AuditedRow, index: number) => T | readonly T[]): T[];
  filter(holds: (row: AuditedRow, index: number) => boolean): AuditedRow[];
  find(holds: (row: AuditedRow, index: number) => boolean): AuditedRow | undefined;
}

/** Rows that are made when they are taken. */
export abstract class LazyRows implements AuditRows {
  abstract readonly length: number;
  abstract at(index: number): AuditedRow | undefined;

  *[Symbol.iterator](): Generator<AuditedRow> {
    for (let i = 0; i < this.length; i++) yield this.at(i)!;
  }

  slice(from: number, to: number): AuditedRow[] {
    const count = Math.max(0, Math.min(to, this.length) - from);
    return Array.from({ length: count }, (_, i) => this.at(from + i)!);
  }

  map<T>(make: (row: AuditedRow, index: number) => T): T[] {
    return Array.from({ length: this.length }, (_, i) => make(this.at(i)!, i));
  }

  flatMap<T>(make: (row: AuditedRow, index: number) => T | readonly T[]): T[] {
    const all: T[] = [];
    for (let i = 0; i < this.length; i++) {
      const made = make(this.at(i)!, i);
      if (Array.isArray(made)) for (const one of made as readonly T[]) all.push(one);
      else all.push(made as T);
    }
    return all;
  }

  filter(holds: (row: AuditedRow, index: number) => boolean): AuditedRow[] {
    return this.flatMap((row, i) => (holds(row, i) ? [row] : []));
  }

  find(holds: (row: AuditedRow, index: number) => boolean): AuditedRow | undefined {
    for (let i = 0; i < this.length; i++) {
      const row = this.at(i)!;
      if (holds(row, i)) return row;
    }
    return undefined;
  }
}

/** Rows changed one by one when they are taken. */
export class ChangedRows extends LazyRows {
  readonly #rows: AuditRows;
  readonly #change: (row: AuditedRow) => AuditedRow;

  constructor(rows: AuditRows, change: (row: AuditedRow) => AuditedRow) {
    super();
    this.#rows = rows;
    this.#change = change;
  }

  get length(): number {
    return this.#rows.length;
  }

  at(index: number): AuditedRow | undefined {
    const row = this.#rows.at(index);
    return row === undefined ? undefined : this.#change(row);
  }
}
