import type { ColumnOrder } from './columnOrder.ts';
import { factColumns } from './columns.ts';
import type { Condition } from './condition.ts';
import type { DirectionSql } from './direction.ts';

/** What rows are asked for by; all parts must hold. */
export interface RowFilter {
  /** Only rows with this finding. */
  readonly finding?: string;
  /** Only rows whose recorded choice the principle speaks for (`for`) or against. */
  readonly principle?: { readonly id: string; readonly stand: 'for' | 'against' };
  /** Only rows with, or without, a verdict. `later` counts as none: it puts the comparison back into the queue. */
  readonly verdict?: 'given' | 'open';
  readonly condition?: Condition;
  /** Rows judged in a direction: only those whose recorded choice it is for (`with`), or against; `all`: no fewer rows. */
  readonly direction?: { readonly sql: DirectionSql; readonly show: 'all' | 'with' | 'against' };
}

/** Order of rows: by a column, or by name. `direction` is that of the filter; `score` is that of the filter's finding, or else of a row's best. */
export type RowOrder =
  | 'position'
  | 'p'
  | 'score'
  | 'spread'
  | 'strength'
  | 'length'
  | 'direction'
  | 'ask'
  | ColumnOrder;

/** A query and its parameters. */
export interface Query {
  readonly sql: string;
  readonly values: Record<string, string>;
}

const given = "verdict is not null and verdict <> 'later'";

/** The rows that pass a filter, in order (null: in any); nulls last, equal values in file order. */
export function rowQuery(filter: RowFilter, order: RowOrder | null, descending = false): Query {
  const conditions: string[] = [];
  const values: Record<string, string> = {};
  if (filter.finding !== undefined) {
    conditions.push('list_contains(findings, $finding)');
    values.finding = filter.finding;
  }
  if (filter.principle !== undefined) {
    conditions.push(`list_contains(principles_${filter.principle.stand === 'for' ? 'for' : 'against'}, $principle)`);
    values.principle = filter.principle.id;
  }
  if (filter.verdict === 'given') conditions.push(given);
  if (filter.verdict === 'open') conditions.push(`not (${given})`);
  const { direction: judged } = filter;
  if (judged !== undefined && judged.show !== 'all') {
    conditions.push(`${judged.sql} ${judged.show === 'with' ? '>' : '<'} 0`);
  }
  if (filter.condition !== undefined) conditions.push(`(${filter.condition}\n)`);
  const where = conditions.length === 0 ? '' : ` where ${conditions.map(c => `(${c})`).join(' and ')}`;
  const by = order === null ? '' : ` order by ${terms(order, filter, descending)}`;
  return { sql: `select row from v${where}${by}`, values };
}

/**
 * All rows in order, where that order is the same for every filter, and worth keeping: a query without parameters, else
 * null. Rows that pass a filter come in it as `rowQuery` has them.
 */
export function orderOfAll(filter: RowFilter, order: RowOrder, descending: boolean): string | null {
  if (order === 'position' || order === 'ask' || order === 'direction') return null;
  if (order === 'score' && filter.finding !== undefined) return null;
  // What the file says needs no audit and no verdicts beside it.
  const from = order === 'length' || (typeof order === 'object' && isFact(order)) ? 'store.facts' : 'v';
  return `select row from ${from} order by ${terms(order, {}, descending)}`;
}

function isFact({ column }: ColumnOrder): boolean {
  return factColumns.some(({ name }) => name === column);
}

function terms(order: RowOrder, filter: RowFilter, descending: boolean): string {
  const direction = descending ? 'desc' : 'asc';
  return order === 'position' ? `row ${direction}` : `${orderBy(order, filter)} ${direction} nulls last, row`;
}

/**
 * Values of columns for a few rows, in row order. Each table is cut to the rows before they are joined: over the view the
 * whole of them would be.
 */
export function recordsQuery(columns: readonly string[], rows: readonly number[]): string {
  const few = `where row in (${rows.join(',')})`;
  return `select ${columns.map(c => `"${c}"`).join(', ')}
    from (select * from store.facts ${few}) f
    left join (select row as audited, * exclude (row) from store.audit ${few}) a on a.audited = f.row
    left join (select row as decided, * exclude (row) from store.verdicts ${few}) d on d.decided = f.row order by f.row`;
}

function orderBy(order: Exclude<RowOrder, 'position'>, filter: RowFilter): string {
  if (typeof order === 'object') return `"${order.column}"`;
  switch (order) {
    case 'p':
      return 'p';
    case 'score':
      return filter.finding === undefined ? 'list_max(scores)' : 'scores[list_position(findings, $finding)]';
    case 'spread':
      return 'spread';
    case 'strength':
      return 'preference_strength';
    case 'direction':
      // Without a direction nothing is told apart.
      return filter.direction?.sql ?? 'row';
    case 'ask':
      // As `askQueue` does: of the rows that pass the filter, each further one of a prompt is worth half of the one before.
      return 'ask_value * pow(0.5, row_number() over (partition by prompt_hash order by ask_value desc nulls last, row) - 1)';
    case 'length':
      return 'chars_a + chars_b';
  }
}
