import type { AuditBasis } from './auditBasis.ts';
import type { TaskFile } from './taskFile.ts';

/** Takes in another program's principles and votes, and keeps those on the document's comparisons. */
export interface ImportTask {
  readonly kind: 'import';
  readonly file: TaskFile;
  readonly basis: AuditBasis;
  /** Absolute path of a file or folder. */
  readonly path: string;
}
