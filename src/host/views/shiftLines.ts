/** A change of a text: 0-based lines `first` to `last` (both in it) were replaced by a text with `breaks` line breaks. */
export interface LineChange {
  readonly first: number;
  readonly last: number;
  readonly breaks: number;
}

/**
 * Where a line is after a change, or null if the change touched it.
 *
 * @param line 0-based
 */
export function shiftLine(line: number, { first, last, breaks }: LineChange): number | null {
  if (line < first) return line;
  return line > last ? line + breaks - (last - first) : null;
}
