/** A column of a table: its heading, and whether its values stand at the right. */
export interface TextColumn {
  readonly heading: string;
  readonly right?: boolean;
}

/** A table in plain text: columns two spaces apart, no trailing spaces. */
export function textTable(columns: readonly TextColumn[], rows: readonly (readonly string[])[]): string {
  const headings = columns.map(c => c.heading);
  const widths = columns.map((_, i) => Math.max(...[headings, ...rows].map(cells => cells[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => (columns[i]?.right === true ? cell.padStart(widths[i]!) : cell.padEnd(widths[i]!)))
      .join('  ')
      .trimEnd();
  return [line(headings), ...rows.map(line)].join('\n');
}
