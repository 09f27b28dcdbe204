import { chosenSide } from '../dataset/comparison.ts';
import type { AuditRecord } from '../table/records.ts';
import type { Audit } from './audit.ts';

/** The audit as columns of the table: member ids in the order of the margins, and a record per row. */
export function auditRecords({ rows, figures }: Audit): {
  readonly members: readonly string[];
  readonly records: readonly AuditRecord[];
} {
  const members = figures.members.map(member => member.id);
  const records = rows.map((row): AuditRecord => {
    const chosen = chosenSide(row.label);
    return {
      row: row.row,
      p: row.p,
      pWrong: row.pWrong,
      pWrongLow: row.pWrongRange?.[0] ?? null,
      pWrongHigh: row.pWrongRange?.[1] ?? null,
      preferenceStrength: row.preferenceStrength,
      spread: row.spread,
      findings: row.findings.map(finding => finding.kind),
      scores: row.findings.map(finding => finding.score),
      principlesFor: chosen === null ? [] : chosen === 'a' ? row.principlesA : row.principlesB,
      principlesAgainst: chosen === null ? [] : chosen === 'a' ? row.principlesB : row.principlesA,
      margins: members.map(id => row.margins[id] ?? null),
    };
  });
  return { members, records };
}
