/** A row as DuckDB reads it: values by column. What is null or left out is null. Columns of the type JSON are texts. */
export type RowValues = Readonly<
  Record<string, string | number | boolean | readonly string[] | readonly number[] | null | undefined>
>;

/** Rows as JSON Lines, without the last line ending. */
export function jsonLines(rows: readonly RowValues[]): string {
  return rows.map(jsonLine).join('\n');
}

function jsonLine(row: RowValues): string {
  const line = JSON.stringify(row);
  // Only where something is escaped by its number can there be what must be replaced.
  return line.includes('\\u') ? JSON.stringify(row, cleaned) : line;
}

/** DuckDB takes neither lone surrogates nor NUL. */
function cleaned(_: string, value: unknown): unknown {
  return typeof value === 'string' ? value.replace(/[\p{Surrogate}\0]/gu, '\uFFFD') : value;
}
