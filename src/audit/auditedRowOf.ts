import type { Audit, AuditedRow } from './audit.ts';

/** What an audit says of a row; undefined where it has no such row. Rows are in the order of their numbers. */
export function auditedRowOf({ rows }: Pick<Audit, 'rows'>, row: number): AuditedRow | undefined {
  const own = rows[row];
  if (own?.row === row) return own;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows[middle]!.row < row) low = middle + 1;
    else high = middle;
  }
  return rows[low]?.row === row ? rows[low] : undefined;
}
