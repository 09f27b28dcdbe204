import type { WrittenRows } from '../../dataset/addedRecords.ts';
import type { Decision } from '../../edits/decision.ts';

/** What an audit is of, beside the file. */
export interface AuditBasis {
  readonly decisions: readonly (readonly [row: number, decision: Decision])[];
  /** Bytes (base64) of touched rows as they were first read: decisions are in terms of these. */
  readonly originals: readonly (readonly [row: number, bytes: string])[];
  /** Comparisons that the reviewer added, in the order of the file, with their records as they were added. */
  readonly added: readonly (readonly [row: number, after: number, record: string])[];
  /** Where the file holds some of those. */
  readonly written: WrittenRows;
}
