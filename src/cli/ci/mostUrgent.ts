import type { Audit } from '../../audit/audit.ts';
import { bestFound, type Found } from '../found.ts';

/** The findings with the best scores, at most `most` of them, in file order. */
export function mostUrgent({ rows }: Audit, most: number): { readonly found: readonly Found[]; readonly all: number } {
  const best = bestFound(most);
  let all = 0;
  for (const row of rows) {
    for (const finding of row.findings) best.add({ row, finding });
    all += row.findings.length;
  }
  return { found: best.all.toSorted((x, y) => x.row.row - y.row.row), all };
}
