/** A rule that may lie behind the labels, as one sentence: "Select the response that ...". */
export interface Principle {
  /** Stable id: `longer`, `uses-lists`, ... */
  readonly id: string;
  /** The whole sentence. */
  readonly text: string;
  /** A few words for lists: "is longer". It completes "Select the response that ...". */
  readonly short: string;
  /** Who says it, and votes: a fixed test, a language model, the user, or another program's file. */
  readonly origin: 'measured' | 'model' | 'user' | 'file';
  /** Id of the principle that says the contrary; a constitution holds one of the two at most. */
  readonly opposite?: string;
}

/** A principle's votes along the comparisons: +1 for a, -1 for b, 0 where it does not apply. */
export type Votes = Int8Array;
