import type { Decision } from '../../edits/decision.ts';
import type { ReviewerVerdict } from '../../protocol/rows.ts';
import type { TaskFile } from './taskFile.ts';

/** Reads all rows and posts their facts, with the decisions that the review file holds about them. */
export interface FactsTask {
  readonly kind: 'facts';
  readonly file: TaskFile;
  /** Whose decisions of the review file come first. */
  readonly reviewer: string;
  /** Text to read in place of the review file; decisions alone are posted then, and no facts. */
  readonly review?: string;
  /** Short keys of all rows, where their facts are known: decisions alone are posted, and only their rows read. */
  readonly known?: Float64Array;
  /** Path of a file to write the facts to, as they are posted. */
  readonly lines?: string;
}

/** A decision that the review file holds about a row. */
export interface DecidedRow {
  readonly row: number;
  readonly decision: Decision;
  /** Key and occurrence of its entry in the review file. */
  readonly key: string;
  readonly occurrence: number;
}

/** What reviewers said of a row, where more than one did. */
export interface ReviewedRow {
  readonly row: number;
  readonly said: readonly ReviewerVerdict[];
}

/** What a facts task posts. */
export interface FactsBatch {
  /** Facts of the next rows as `factsLines` writes them, with the rows' short keys; null where decisions alone are asked for. */
  readonly facts: { readonly lines: string; readonly keys: Float64Array } | null;
  readonly decided: readonly DecidedRow[];
  readonly reviews: readonly ReviewedRow[];
}
