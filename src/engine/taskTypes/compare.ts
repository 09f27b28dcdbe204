import type { AuditBasis } from './auditBasis.ts';
import type { TaskFile } from './taskFile.ts';

/** Tells the document's principles beside those of another file, as Markdown. */
export interface CompareTask {
  readonly kind: 'compare';
  readonly file: TaskFile;
  readonly basis: AuditBasis;
  /** Absolute path of the other file. */
  readonly other: string;
  readonly seed: number;
}
