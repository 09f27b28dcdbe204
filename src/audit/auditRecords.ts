import { chosenSide } from '../dataset/comparison.ts';
import type { AuditRecord } from '../table/records.ts';
import type { Audit, AuditedRow } from './audit.ts';

/**
 * The audit as columns of the table: member ids in the order of the margins, and a record per row, made as they are taken,
 * so that those of a large file are never held all together.
 */
export function auditRecords({ rows, figures }: Pick<Audit, 'rows' | 'figures'>): {
  readonly members: readonly string[];
  readonly records: Iterable<AuditRecord>;
} {
  const members = figures.members.map(member => member.id);
  return { members, records: { [Symbol.iterator]: () => recordsOf(rows, members) } };
}

function* recordsOf(rows: readonly AuditedRow[], members: readonly string[]): Generator<AuditRecord> {
  for (const row of rows) {
    const chosen = chosenSide(row.label);
    yield {
      row: row.row,
      p: row.p,
      pWrong: row.pWrong,
      pWrongLow: row.pWrongRange?.[0] ?? null,
      pWrongHigh: row.pWrongRange?.[1] ?? null,
      preferenceStrength: row.preferenceStrength,
      spread: row.spread,
      consensus: row.consensus,
      askValue: row.askValue ?? null,
      findings: row.findings.map(finding => finding.kind),
      scores: row.findings.map(finding => finding.score),
      principlesFor: chosen === null ? [] : chosen === 'a' ? row.principlesA : row.principlesB,
      principlesAgainst: chosen === null ? [] : chosen === 'a' ? row.principlesB : row.principlesA,
      margins: members.map(id => row.margins[id] ?? null),
    };
  }
}
