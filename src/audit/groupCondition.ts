import type { Comparison } from '../dataset/comparison.ts';
import { fieldCount, fieldLength, shortSystem } from './factsOf.ts';

/** A text as a value of SQL. */
function quoted(text: string): string {
  return `'${text.replaceAll("'", "''")}'`;
}

/**
 * A condition over the table for the comparisons with a value of a column (see `columnGroups`); null where the table does not
 * hold the column of every record.
 */
export function groupCondition(comparisons: readonly Comparison[], column: string, value: string): string | null {
  const places = comparisons.flatMap(({ fields }) => {
    const at = Object.keys(fields).indexOf(column);
    return at < 0 ? [] : [at];
  });
  if (places.length > 0) {
    // A key that begins so is read as a path.
    if (/^[$/]/.test(column) || column.length > fieldLength) return null;
    if (places.some(at => at >= fieldCount)) return null;
    return `fields->>${quoted(column)} = ${quoted(value.slice(0, fieldLength))}`;
  }
  switch (column) {
    case 'source':
    case 'list_id':
      return `${column} = ${quoted(value)}`;
    case 'model':
      return `(model_a = ${quoted(value)} or model_b = ${quoted(value)})`;
    case 'system':
      return `system = ${quoted(shortSystem(value))}`;
    default:
      return null;
  }
}
