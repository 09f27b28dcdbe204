/** How a column of the user's file speaks for a response. */
export type ColumnUse =
  /** Two numeric fields, one for each response: higher is better. */
  | 'scores'
  /** One numeric field: above 0 for response a. */
  | 'margin'
  /** One field that names the better response. */
  | 'prefers'
  /** Not at all, though it looks as if it did. */
  | 'off';

/** A column that the user names as evidence; without `use` it is told from its values. */
export interface ColumnChoice {
  /** Name of the field; for `scores`, what both names have in common: `rm` for `rm_chosen` and `rm_rejected`. */
  readonly name: string;
  readonly use?: ColumnUse;
}

const uses: readonly ColumnUse[] = ['scores', 'margin', 'prefers', 'off'];

/** Reads `NAME` or `NAME:USE`; null if the use is none of `scores`, `margin`, `prefers`, `off`. */
export function parseColumnChoice(text: string): ColumnChoice | null {
  const at = text.lastIndexOf(':');
  if (at < 0) return text === '' ? null : { name: text };
  const use = uses.find(known => known === text.slice(at + 1));
  return use === undefined || at === 0 ? null : { name: text.slice(0, at), use };
}
