import type { Column } from './columns.ts';
import { TableError } from './tableError.ts';

/** A column that was looked up among those of the table: the only kind that an order by name takes. */
export interface ColumnOrder {
  readonly column: string;
}

/**
 * The order by a column of a table.
 *
 * @throws TableError in words, if the table has no such column
 */
export function columnOrder(columns: readonly Column[], name: string): ColumnOrder {
  const column = columns.find(known => known.name === name);
  if (column === undefined) {
    throw new TableError(`There is no column "${name}" to order by. Choose another order.`);
  }
  return { column: column.name };
}

/** True if the column is about decisions, so that an order by it changes with them. */
export function isDecided(name: string, decided: readonly Column[]): boolean {
  return decided.some(column => column.name === name);
}
