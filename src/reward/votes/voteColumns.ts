import type { Vote } from './dawidSkene.ts';

/** Votes in columns, which many take little room in. */
export interface VoteColumns {
  readonly comparison: ArrayLike<number>;
  readonly annotator: ArrayLike<number>;
  /** +1: a is better; -1: b. */
  readonly side: ArrayLike<number>;
}

/** Votes given one by one, in columns. */
export function inColumns(votes: readonly Vote[]): VoteColumns {
  return {
    comparison: Int32Array.from(votes, ({ comparison }) => comparison),
    annotator: Int32Array.from(votes, ({ annotator }) => annotator),
    side: Int8Array.from(votes, ({ side }) => side),
  };
}

/** Whether votes come in columns. */
export function isColumns(votes: VoteColumns | readonly Vote[]): votes is VoteColumns {
  return 'comparison' in votes;
}
