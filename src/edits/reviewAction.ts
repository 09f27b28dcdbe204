import type { Decision } from './decision.ts';

/** A line of another reviewer, as a review file holds it, and the comparison that it is about. */
export interface ReviewLine {
  /** The line as JSON. Its own `occurrence` counts for nothing here: `place` does. */
  readonly text: string;
  /**
   * Which of the comparisons with the line's key it is about: how many of the file as it was opened come before it, or the
   * row number of an added one. So it stays right while comparisons come and go.
   */
  readonly place: number;
}

/** A row about which another reviewer's decision comes to count, or ceases to. */
export interface AdoptedRow {
  readonly row: number;
  /** Key of its comparison as the file holds it, by which the row is found again in a file that has changed. */
  readonly key: string;
  /** What counted before; null: nothing was decided. */
  readonly before: Decision | null;
  /** What counts now. */
  readonly after: Decision | null;
}

/**
 * Lines of other reviewers come into the review file of the dataset (or go again), and what they decided counts where the
 * reviewer has no decision of their own.
 */
export interface ReviewAction {
  readonly type: 'review';
  readonly add: readonly ReviewLine[];
  readonly remove: readonly ReviewLine[];
  /** Each row once. */
  readonly rows: readonly AdoptedRow[];
}

/** The action that takes a review back. */
export function invertReview({ add, remove, rows }: ReviewAction): ReviewAction {
  return {
    type: 'review',
    add: remove,
    remove: add,
    rows: rows.map(({ before, after, ...row }) => ({ ...row, before: after, after: before })),
  };
}
