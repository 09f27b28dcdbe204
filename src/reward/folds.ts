/** A partition of comparisons into folds: `of[i]` in [0, count). */
export interface Folds {
  readonly count: number;
  readonly of: Uint8Array;
}
