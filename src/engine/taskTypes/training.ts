import type { Audit } from '../../audit/audit.ts';
import type { TrainingParams, TrainingWritten } from '../../protocol/training.ts';
import type { AuditBasis } from './auditBasis.ts';
import type { TaskFile } from './taskFile.ts';

/** Exports comparisons for training. */
export interface TrainingTask {
  readonly kind: 'training';
  readonly file: TaskFile;
  readonly params: TrainingParams;
  /** Null: all. */
  readonly rows: Int32Array | null;
  /** `stored`: as it is kept for the file. */
  readonly audit: Audit | 'stored' | null;
  readonly decisions: AuditBasis['decisions'];
  readonly originals: AuditBasis['originals'];
  readonly added: AuditBasis['added'];
  /** Four shared bytes: set to 1, it stops and removes what it wrote. */
  readonly stop: SharedArrayBuffer;
}

/** What a training task posts. */
export type TrainingBatch =
  | { readonly kind: 'progress'; readonly share: number }
  | { readonly kind: 'written'; readonly written: TrainingWritten };
