import type { AuditedRow } from '../audit/audit.ts';
import type { Finding } from '../reward/finding.ts';
import { Best } from './best.ts';

/** A finding with the row that it is about. */
export interface Found {
  readonly row: AuditedRow;
  readonly finding: Finding;
}

/** Takes findings one by one, and keeps those with the best scores, of equals the first of the file. */
export function bestFound(most: number): Best<Found> {
  return new Best<Found>(most, (x, y) => y.finding.score - x.finding.score || x.row.row - y.row.row);
}
