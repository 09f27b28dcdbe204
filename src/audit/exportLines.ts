import type { Label, Side } from '../dataset/comparison.ts';
import type { FindingKind } from '../reward/finding.ts';
import { reasonText } from '../reward/reason.ts';
import type { Audit, AuditedRow } from './audit.ts';
import { populationNames } from './populationNames.ts';

/** A line of `comparisons.jsonl`; docs/columns.md documents each field. */
export interface ComparisonLine {
  readonly line: number;
  readonly key: string | null;
  readonly label: Label | null;
  readonly p: number | null;
  readonly p_wrong: number | null;
  readonly p_wrong_low: number | null;
  readonly p_wrong_high: number | null;
  readonly preference_strength: number | null;
  readonly spread: number | null;
  readonly consensus: number | null;
  readonly preference_degree: number | null;
  readonly ask_value: number | null;
  /** Absent where fewer than two populations were found. */
  readonly populations?: Readonly<Record<string, number | null>>;
  readonly margins: Readonly<Record<string, number>>;
  readonly findings: readonly FindingKind[];
  readonly principles_for: readonly string[];
  readonly principles_against: readonly string[];
}

/** A line of `findings.jsonl`; docs/columns.md documents each field. */
export interface FindingLine {
  readonly line: number;
  readonly key: string | null;
  readonly kind: FindingKind;
  readonly score: number;
  readonly reason: string;
  readonly figures: Readonly<Record<string, number | string>>;
  /** Lines of the other comparisons that the finding is about. */
  readonly related_lines: readonly number[];
}

/** Every row of the audit, in file order. */
export function* comparisonLines({ rows, figures }: Audit): Generator<ComparisonLine> {
  const names = populationNames(figures);
  for (const row of rows) {
    const chosen = row.label === 'a' || row.label === 'b' ? row.label : null;
    yield {
      line: row.line,
      key: keyOf(row),
      label: row.label,
      p: row.p,
      p_wrong: row.pWrong,
      p_wrong_low: row.pWrongRange?.[0] ?? null,
      p_wrong_high: row.pWrongRange?.[1] ?? null,
      preference_strength: row.preferenceStrength,
      spread: row.spread,
      consensus: row.consensus,
      preference_degree: row.degree,
      ask_value: row.askValue ?? null,
      ...(chosen !== null && row.populations && { populations: populationsOf(names, row.populations, chosen) }),
      margins: row.margins,
      findings: row.findings.map(finding => finding.kind),
      principles_for: chosen === null ? [] : chosen === 'a' ? row.principlesA : row.principlesB,
      principles_against: chosen === null ? [] : chosen === 'a' ? row.principlesB : row.principlesA,
    };
  }
}

/** Probability of the recorded choice by each population. */
function populationsOf(
  names: readonly string[],
  forA: readonly (number | null)[],
  chosen: Side,
): Record<string, number | null> {
  const own = (p: number | null): number | null => (p === null || chosen === 'a' ? p : 1 - p);
  return Object.fromEntries(names.map((name, k) => [name, own(forA[k] ?? null)]));
}

/** Every finding, in file order and most important first within a row. */
export function* findingLines({ rows }: Audit): Generator<FindingLine> {
  for (const row of rows) {
    for (const { kind, score, reason, figures, related = [] } of row.findings) {
      const related_lines = related.flatMap(other => rows.at(other)?.line ?? []);
      yield { line: row.line, key: keyOf(row), kind, score, reason: reasonText(reason), figures, related_lines };
    }
  }
}

function keyOf(row: AuditedRow): string | null {
  return row.key === '' ? null : row.key;
}
