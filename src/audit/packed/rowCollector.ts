import type { AuditedRow } from '../audit.ts';
import type { AuditRows } from '../auditRows.ts';
import { PackedRows } from './packedRows.ts';

/** Rows up to this many are held as they are: reading them costs nothing then. */
const mostPlain = 20_000;

/** Gathers the rows of an audit: a few as an array, many packed. */
export class RowCollector {
  #plain: AuditedRow[] = [];
  #packed: PackedRows | null = null;

  add(row: AuditedRow): void {
    if (this.#packed !== null) this.#packed.add(row);
    else if (this.#plain.push(row) > mostPlain) {
      this.#packed = PackedRows.of(this.#plain);
      this.#plain = [];
    }
  }

  /** All that were added. */
  get rows(): AuditRows {
    return this.#packed ?? this.#plain;
  }
}
