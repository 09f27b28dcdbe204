import { chosenSide, type Side } from '../dataset/comparison.ts';
import { sureSide } from '../reward/populations/populationViews.ts';
import type { AuditRecord, AuditShape } from '../table/records.ts';
import type { Audit } from './audit.ts';
import type { AuditRows } from './auditRows.ts';
import { populationNames } from './populationNames.ts';

/**
 * The audit as columns of the table: which columns of its own it has, and a record per row, made as they are taken,
 * so that those of a large file are never held all together.
 */
export function auditRecords({ rows, figures }: Pick<Audit, 'rows' | 'figures'>): {
  readonly shape: AuditShape;
  readonly records: Iterable<AuditRecord>;
} {
  const members = figures.members.map(member => member.id);
  const names = populationNames(figures);
  const shape = { members, objectives: (figures.objectives?.objectives ?? []).map(({ name }) => name) };
  return { shape, records: { [Symbol.iterator]: () => recordsOf(rows, shape, names) } };
}

function* recordsOf(
  rows: AuditRows,
  { members, objectives }: AuditShape,
  populations: readonly string[],
): Generator<AuditRecord> {
  for (const row of rows) {
    const chosen = chosenSide(row.label);
    const sureOf = (side: Side | null): string[] =>
      side === null ? [] : populations.filter((_, k) => sureSide(row.populations?.[k]) === side);
    yield {
      row: row.row,
      p: row.p,
      pWrong: row.pWrong,
      pWrongLow: row.pWrongRange?.[0] ?? null,
      pWrongHigh: row.pWrongRange?.[1] ?? null,
      preferenceStrength: row.preferenceStrength,
      spread: row.spread,
      consensus: row.consensus,
      preferenceDegree: row.degree,
      askValue: row.askValue ?? null,
      populationsFor: sureOf(chosen),
      populationsAgainst: sureOf(chosen === null ? null : chosen === 'a' ? 'b' : 'a'),
      findings: row.findings.map(finding => finding.kind),
      scores: row.findings.map(finding => finding.score),
      principlesFor: chosen === null ? [] : chosen === 'a' ? row.principlesA : row.principlesB,
      principlesAgainst: chosen === null ? [] : chosen === 'a' ? row.principlesB : row.principlesA,
      margins: members.map(id => row.margins[id] ?? null),
      objectives: objectives.map((_, k) => row.byObjective?.[k] ?? null),
    };
  }
}
