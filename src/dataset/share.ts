/** The part of a file that one of several reviewers works through. */
export interface Share {
  /** Which part, from 1. */
  readonly part: number;
  /** How many parts there are. */
  readonly parts: number;
  /** Share (0 to 1) of the file that is in every part, so that reviewers can be held against one another. */
  readonly overlap: number;
}

/** Values that either half of a short key has. */
const half = 2 ** 26;

/**
 * Whether a comparison belongs to a part. It depends on the comparison alone: reviewers who know which part is theirs get
 * disjoint parts without talking, on any machine, and rows that are added to the file move nothing. A comparison that
 * occurs twice is in the same part twice.
 *
 * @param key - short key as `KeyIndex` holds it: 52 bits of a hash; -1 (a malformed row) belongs to part 1
 */
export function inShare(key: number, { part, parts, overlap }: Share): boolean {
  if (key < 0) return part === 1;
  if ((key % half) / half < overlap) return true;
  return Math.floor(key / half) % parts === part - 1;
}
