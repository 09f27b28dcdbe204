import type { Audit, AuditedRow } from './audit.ts';

/** What an audit says of a row; undefined where it has no such row. Rows are in the order of their numbers. */
export function auditedRowOf({ rows }: Pick<Audit, 'rows'>, row: number): AuditedRow | undefined {
  const own = rows.at(row);
  if (own?.row === row) return own;
  let low = 0;
  let high = rows.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (rows.at(middle)!.row < row) low = middle + 1;
    else high = middle;
  }
  const found = rows.at(low);
  return found?.row === row ? found : undefined;
}
