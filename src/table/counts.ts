import type { DuckDBConnection } from '@duckdb/node-api';
import type { Column } from './columns.ts';

/** Number of rows with a finding, and of those without a verdict. */
export interface FindingCount {
  readonly kind: string;
  readonly count: number;
  readonly open: number;
}

/** A value of a column, and how many rows have it. */
export interface ValueCount {
  readonly value: string;
  readonly count: number;
}

/** Rows per finding, and of those how many have no verdict. */
export async function countFindings(connection: DuckDBConnection): Promise<FindingCount[]> {
  const result = await connection.runAndReadAll(
    `select kind, count(*)::integer, count(*) filter (verdict is null or verdict = 'later')::integer
     from (select unnest(findings) as kind, verdict from v) group by kind`,
  );
  return result.getRows().map(([kind, count, open]) => ({
    kind: String(kind),
    count: Number(count),
    open: Number(open),
  }));
}

/** The commonest values of a column of texts; elements of lists count one by one. Empty for numbers. */
export async function commonestValues(
  connection: DuckDBConnection,
  { name, type }: Column,
  limit: number,
): Promise<ValueCount[]> {
  if (type !== 'VARCHAR' && type !== 'VARCHAR[]') return [];
  const result = await connection.runAndReadAll(
    `select value, count(*)::integer from (select ${type === 'VARCHAR' ? `"${name}"` : `unnest("${name}")`} as value from v)
     where value is not null group by 1 order by 2 desc, 1 limit ${Math.trunc(limit)}`,
  );
  return result.getRows().map(([value, count]) => ({ value: String(value), count: Number(count) }));
}
