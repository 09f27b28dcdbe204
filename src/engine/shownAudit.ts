import type { Audit, AuditedRow } from '../audit/audit.ts';
import { auditedRowOf } from '../audit/auditedRowOf.ts';
import type { StoredAudit } from '../audit/auditStore.ts';
import { decisionSignature } from '../audit/decide.ts';
import type { Label } from '../dataset/comparison.ts';
import { isAdded } from '../edits/addition.ts';
import type { Decision } from '../edits/decision.ts';

/** A row and the label that its record holds; null where it holds none, or where that plays no part. */
export interface LabelledRow {
  readonly row: number;
  readonly recorded: Label | null;
}

/** The audit that a document shows, and the rows that it no longer fits. */
export class ShownAudit {
  /** Rows whose label or texts have changed since the audit. */
  readonly staleRows = new Set<number>();
  #audit: Audit | null = null;
  #decided: ReadonlyMap<number, string> = new Map();
  /** Rows whose record was changed by a save after the audit. */
  #outdated: ReadonlySet<number> = new Set();

  /** The last audit, or null. */
  get audit(): Audit | null {
    return this.#audit;
  }

  /** What the last audit says of a row. */
  rowOf(row: number): AuditedRow | undefined {
    return this.#audit === null ? undefined : auditedRowOf(this.#audit, row);
  }

  /** What was decided about rows when they were audited: see `decisionSignature`. */
  get decided(): ReadonlyMap<number, string> {
    return this.#decided;
  }

  /** Shows an audit. Rows that were decided on then or since must be compared with `compare`. */
  set({ audit, decided, stale }: StoredAudit): void {
    this.#audit = audit;
    this.#decided = decided;
    this.#outdated = new Set(stale);
    this.staleRows.clear();
    for (const row of stale) this.staleRows.add(row);
  }

  /** Shows no audit. */
  clear(): void {
    this.#audit = null;
    this.staleRows.clear();
  }

  /** Compares what is decided now about rows with what was when they were audited. */
  compare(rows: readonly LabelledRow[], decisions: ReadonlyMap<number, Decision>): void {
    for (const { row, recorded } of rows) {
      const signature = decisionSignature(decisions.get(row), recorded);
      const known = !isAdded(row) || (decisions.get(row)?.added !== undefined) === (this.rowOf(row) !== undefined);
      const same = known && signature === (this.#decided.get(row) ?? '');
      if (same && !this.#outdated.has(row)) this.staleRows.delete(row);
      else this.staleRows.add(row);
    }
  }
}
