import type { AuditBasis } from './auditBasis.ts';
import type { TaskFile } from './taskFile.ts';

/** Writes rows to a file of their own and posts what it wrote. */
export interface ExportTask {
  readonly kind: 'export';
  readonly file: TaskFile;
  readonly rows: Int32Array;
  readonly target: string;
  /** Applied to the records; empty: they are written as they are. */
  readonly decisions: AuditBasis['decisions'];
  readonly originals: AuditBasis['originals'];
  readonly added: AuditBasis['added'];
  /** Four shared bytes: set to 1, it stops and removes what it wrote. */
  readonly stop: SharedArrayBuffer;
}

/** What an export task posts. */
export interface ExportBatch {
  readonly written: number;
  readonly notExpressed: number;
}
