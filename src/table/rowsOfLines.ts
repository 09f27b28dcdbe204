import type { Column } from './columns.ts';
import { sqlText } from './sqlText.ts';

/** SQL for rows of a table, in the order of its columns, out of the parameter `lines`: JSON Lines as `jsonLines` writes them. */
export function rowsOfLines(columns: readonly Column[]): string {
  const types = JSON.stringify(Object.fromEntries(columns.map(column => [column.name, typeInJson(column)])));
  return `select unnest(from_json(line, ${sqlText(types)})) from (select unnest(string_split($lines, chr(10))) as line)`;
}

/** SQL for the same out of a file of such lines. */
export function rowsOfLinesFile(columns: readonly Column[], path: string): string {
  const types = columns.map(column => `${sqlText(column.name)}: ${sqlText(typeInJson(column))}`).join(', ');
  return `select * from read_json(${sqlText(path)}, format = 'newline_delimited', columns = {${types}})`;
}

/** Columns of the type JSON come as text, which the insert casts. */
function typeInJson({ type }: Column): string {
  return type === 'JSON' ? 'VARCHAR' : type;
}
