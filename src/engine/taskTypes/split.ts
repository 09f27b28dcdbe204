import type { Audit } from '../../audit/audit.ts';
import type { AuditBasis } from './auditBasis.ts';
import type { TaskFile } from './taskFile.ts';

/** Splits the labels of the file by a column. */
export interface SplitTask {
  readonly kind: 'split';
  readonly file: TaskFile;
  /** What the audit is of. */
  readonly basis: AuditBasis;
  /** `stored`: as it is kept for the file. */
  readonly audit: Audit | 'stored';
  /** Null: by a column that is a context, if there is one. */
  readonly column: string | null;
}
