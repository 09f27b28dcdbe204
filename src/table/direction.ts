import type { Column } from './columns.ts';
import { TableError } from './tableError.ts';

/** An expression over the columns of a table that was made here: the only kind that an order takes. */
export type DirectionSql = string & { readonly direction: unique symbol };

/**
 * The margin of the recorded choice in a direction of the objectives (directional preference alignment, 2402.18571): the sum of
 * weight times margin over the length of the weights. Null where an objective with a weight says nothing.
 *
 * @param weights - by column of an objective
 * @throws TableError in words, where a column is not there or all weights are 0
 */
export function directionSql(columns: readonly Column[], weights: Readonly<Record<string, number>>): DirectionSql {
  const used = Object.entries(weights).filter(([, weight]) => weight !== 0);
  const length = Math.hypot(...used.map(([, weight]) => weight));
  if (!(length > 0) || !Number.isFinite(length)) throw new TableError('A direction needs a weight that is not 0.');
  const parts = used.map(([name, weight]) => {
    const known = columns.find(column => column.name === name && name.startsWith('objective_'));
    if (known === undefined)
      throw new TableError(`There is no objective in the column "${name}". Run the audit again.`);
    return `${weight / length} * "${known.name}"`;
  });
  return `(${parts.join(' + ')})` as DirectionSql;
}
