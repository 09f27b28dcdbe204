import { type Comparison, chosenSide } from '../dataset/comparison.ts';
import type { Row } from '../dataset/row.ts';
import { breaks, breaksReason } from '../principles/breaks.ts';
import type { PrinciplesResult } from '../principles/principlesResult.ts';
import type { Annotated } from '../reward/annotators/annotatorsFigures.ts';
import { chosenMargin, type EnsembleResult } from '../reward/ensembleResult.ts';
import type { Finding } from '../reward/finding.ts';
import type { ObjectiveColumn } from '../reward/objectives/objectiveColumns.ts';
import type { AuditedRow } from './audit.ts';
import { malformedFinding } from './malformedFinding.ts';
import { unjudged } from './unjudged.ts';

/** Results along `comparisons`, and the rows that they came from. */
export interface Audited {
  readonly rows: readonly Row[];
  /** Those of the rows that were audited, in order. */
  readonly comparisons: readonly Comparison[];
  readonly ensemble: EnsembleResult;
  /** What annotators say along the comparisons; null where fewer than two are named. */
  readonly annotated: Pick<Annotated, 'consensus' | 'degree' | 'views'> | null;
  /** Along the comparisons: what asking about each is worth, NaN where nothing is. */
  readonly ask?: Float64Array;
  /** Objectives of the file: fewer than two are none. */
  readonly objectives?: readonly ObjectiveColumn[];
  /** Findings along the comparisons. */
  readonly found: readonly (readonly Finding[])[];
  readonly principles: PrinciplesResult;
}

/** What the audit says of every row, in file order. Rows that were not audited (malformed, dropped) say so by nulls. */
export function auditedRows(audited: Audited): AuditedRow[] {
  const { rows, comparisons, ensemble, annotated, ask, found, principles } = audited;
  const places = new Map(comparisons.map((comparison, place) => [comparison.row, place]));
  return rows.map(row => {
    const place = places.get(row.row);
    if (place === undefined) return unaudited(row);
    const comparison = comparisons[place]!;
    return {
      row: row.row,
      line: row.line,
      key: comparison.key,
      label: comparison.label,
      p: known(ensemble.p[place]),
      pWrong: known(ensemble.pWrong[place]),
      pWrongRange: ensemble.pWrongRange[place] ?? null,
      preferenceStrength: known(ensemble.preferenceStrength[place]),
      spread: known(ensemble.spread[place]),
      consensus: ofLabel(known(annotated?.consensus[place]), comparison.label),
      degree: annotated?.degree ? ofLabel(known(annotated.degree[place]), comparison.label) : known(ensemble.p[place]),
      ...(annotated?.views && { populations: annotated.views.forA.map(all => known(all[place])) }),
      ...(Number.isFinite(ask?.[place]) && { askValue: ask![place]! }),
      ...byObjective(audited.objectives ?? [], place, comparison.label),
      margins: marginsOf(ensemble, place),
      ...objectivesOf(ensemble, place),
      findings: withPrinciples(found[place] ?? [], principles, place, comparison),
      principlesA: speakFor(principles, place, 1),
      principlesB: speakFor(principles, place, -1),
    };
  });
}

function unaudited(row: Row): AuditedRow {
  return {
    row: row.row,
    line: row.line,
    key: row.kind === 'malformed' ? '' : row.comparison.key,
    label: row.kind === 'malformed' ? null : row.comparison.label,
    findings: row.kind === 'malformed' ? [malformedFinding(row)] : [],
    ...unjudged,
  };
}

/** Of the recorded choice. */
function ofLabel(forA: number | null, label: Comparison['label']): number | null {
  const side = chosenSide(label);
  return forA === null || side === null ? null : side === 'a' ? forA : 1 - forA;
}

function byObjective(
  objectives: readonly ObjectiveColumn[],
  place: number,
  label: Comparison['label'],
): Pick<AuditedRow, 'byObjective'> {
  const side = chosenSide(label);
  if (objectives.length < 2 || side === null) return {};
  const turn = side === 'a' ? 1 : -1;
  return { byObjective: objectives.map(({ margins }) => known(turn * margins[place]!)) };
}

function marginsOf({ members, labels }: EnsembleResult, place: number): Record<string, number> {
  const margins: Record<string, number> = {};
  for (const { id, margins: all } of members) {
    const margin = known(chosenMargin(all, labels, place));
    if (margin !== null) margins[id] = margin;
  }
  return margins;
}

function objectivesOf({ members, labels }: EnsembleResult, place: number): Pick<AuditedRow, 'objectives'> {
  const sums = members.flatMap(({ id, objectives }) => {
    const parts = objectives.map(({ margins }) => chosenMargin(margins, labels, place));
    return parts.length === 0 || parts.some(Number.isNaN) ? [] : [[id, parts] as const];
  });
  return sums.length === 0 ? {} : { objectives: Object.fromEntries(sums) };
}

/** A label that the ensemble doubts and that also breaks strong principles says so in its reason. */
function withPrinciples(
  findings: readonly Finding[],
  principles: PrinciplesResult,
  place: number,
  comparison: Comparison,
): readonly Finding[] {
  if (chosenSide(comparison.label) === null) return findings;
  return findings.map(finding => {
    if (finding.kind !== 'mislabeled' && finding.kind !== 'suspect') return finding;
    const broken = breaks(principles, place, comparison.label);
    if (broken.length === 0) return finding;
    return {
      ...finding,
      reason: [...finding.reason, ` ${breaksReason(broken)}`],
      figures: { ...finding.figures, brokenPrinciples: broken.map(({ id }) => id).join(', ') },
    };
  });
}

function speakFor({ principles, votes }: PrinciplesResult, place: number, side: 1 | -1): string[] {
  return principles.filter(({ id }) => votes.get(id)?.[place] === side).map(({ id }) => id);
}

function known(value: number | undefined): number | null {
  return value === undefined || Number.isNaN(value) ? null : value;
}
