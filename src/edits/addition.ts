/** The first row number of added comparisons: files have fewer rows than that. */
export const firstAdded = 2 ** 30;

/** True for the number of an added comparison; all others are rows of the file as it was opened. */
export function isAdded(row: number): boolean {
  return row >= firstAdded;
}

/**
 * A comparison that the reviewer added. Its row number says nothing of its place: it stands after a row of the file, and
 * behind those that were added there before. The number stays the same when a save writes the record into the file.
 */
export interface Addition {
  /** Row of the file after whose record it stands. */
  readonly after: number;
  /** Source text of the record as it was added; later edits of its texts are on top of that. */
  readonly record: string;
}
