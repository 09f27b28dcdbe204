import type { TaskFile } from './taskFile.ts';

/** Keeps the facts of a file for its next opening. */
export interface KeepFactsTask {
  readonly kind: 'keep-facts';
  readonly file: TaskFile;
  /** Number of the file's rows. */
  readonly rows: number;
  readonly from:
    | { readonly kind: 'read'; readonly lines: string }
    /** Facts that were kept of the file before a save, and the rows that it changed. */
    | { readonly kind: 'changed'; readonly others: string; readonly changed: readonly number[] };
  /** Where they are kept: see `factsPlace`. */
  readonly target: string;
}
