import type { Audit, AuditedRow } from '../../audit/audit.ts';
import type { Finding } from '../../reward/finding.ts';

/** A finding with the row that it is about. */
export interface Found {
  readonly row: AuditedRow;
  readonly finding: Finding;
}

/** The findings with the best scores, at most `most` of them, in file order. */
export function mostUrgent({ rows }: Audit, most: number): { readonly found: readonly Found[]; readonly all: number } {
  const found = rows.flatMap(row => row.findings.map(finding => ({ row, finding })));
  const best = found.toSorted((x, y) => y.finding.score - x.finding.score || x.row.row - y.row.row).slice(0, most);
  return { found: best.sort((x, y) => x.row.row - y.row.row), all: found.length };
}
