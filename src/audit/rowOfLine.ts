import type { Row } from '../dataset/row.ts';
import { type Finding, type FindingKind, findingKinds } from '../reward/finding.ts';
import type { AuditedRow } from './audit.ts';
import type { ComparisonLine, FindingLine } from './exportLines.ts';

/** A line of `comparisons.jsonl` as it is read: any field but these may be missing. */
export type FolderComparison = Pick<ComparisonLine, 'line' | 'key'> & Partial<ComparisonLine>;

/** A line of `findings.jsonl` as it is read. */
export type FolderFinding = Pick<FindingLine, 'line'> & Partial<FindingLine>;

/**
 * What an audit's folder says of a row. Values of a type that is not theirs are not known.
 *
 * @param places - rows by their line
 */
export function rowOfLine(
  row: Row,
  line: FolderComparison,
  findings: readonly FolderFinding[],
  places: ReadonlyMap<number, number>,
): AuditedRow {
  const label = row.kind === 'comparison' ? row.comparison.label : null;
  const [low, high] = [numberOf(line.p_wrong_low), numberOf(line.p_wrong_high)];
  const [forLabel, against] = [textsOf(line.principles_for), textsOf(line.principles_against)];
  const ask = numberOf(line.ask_value);
  const margins = typeof line.margins === 'object' && line.margins !== null ? line.margins : {};
  return {
    row: row.row,
    line: row.line,
    key: row.kind === 'comparison' ? row.comparison.key : '',
    label,
    p: numberOf(line.p),
    pWrong: numberOf(line.p_wrong),
    pWrongRange: low === null || high === null ? null : [low, high],
    preferenceStrength: numberOf(line.preference_strength),
    spread: numberOf(line.spread),
    consensus: numberOf(line.consensus),
    degree: numberOf(line.preference_degree),
    ...(ask !== null && { askValue: ask }),
    margins: Object.fromEntries(Object.entries(margins).filter(([, margin]) => numberOf(margin) !== null)),
    findings: findings.flatMap(found => findingOf(found, places)),
    principlesA: label === 'a' ? forLabel : label === 'b' ? against : [],
    principlesB: label === 'a' ? against : label === 'b' ? forLabel : [],
  };
}

/** None for a kind that this version does not know. */
function findingOf(found: FolderFinding, places: ReadonlyMap<number, number>): Finding[] {
  const { kind, reason, figures, related_lines: related } = found;
  if (!findingKinds.includes(kind as FindingKind) || typeof reason !== 'string') return [];
  const rows = (Array.isArray(related) ? related : []).flatMap(line => places.get(line as number) ?? []);
  const known = Object.entries(figures ?? {}).filter(
    ([, value]) => typeof value === 'string' || numberOf(value) !== null,
  );
  return [
    {
      kind: kind as FindingKind,
      score: Math.min(1, Math.max(0, numberOf(found.score) ?? 0)),
      reason: [reason],
      figures: Object.fromEntries(known),
      ...(rows.length > 0 && { related: rows }),
    },
  ];
}

function numberOf(value: unknown): number | null {
  return typeof value === 'number' && Number.isFinite(value) ? value : null;
}

function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter(text => typeof text === 'string') : [];
}
