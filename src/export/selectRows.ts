import type { Audit } from '../audit/audit.ts';
import { decide } from '../audit/decide.ts';
import type { Comparison } from '../dataset/comparison.ts';
import type { Row } from '../dataset/row.ts';
import type { Decision } from '../edits/decision.ts';
import type { FindingKind } from '../reward/finding.ts';

/** What is to be left out. */
export interface Filter {
  /** Comparisons with one of these findings are left out. */
  readonly drop: readonly FindingKind[];
  /** Only comparisons with one of these findings are kept; empty: all. */
  readonly keep: readonly FindingKind[];
  /** Rows for which the user's own condition holds; null: no condition. */
  readonly passing: ReadonlySet<number> | null;
}

/** Why a row was left out: the first of these that holds counts. */
export type LeftOut =
  | 'verdict: drop'
  | 'not readable'
  | 'condition'
  | `finding: ${FindingKind}`
  | 'without a wanted finding';

/** What verdicts and edits made of the rows that are kept. */
export interface Applied {
  /** Verdicts that gave another label than the recorded one. */
  readonly relabelled: number;
  /** Verdicts that confirmed the recorded label. */
  readonly confirmed: number;
  /** Comparisons with edited texts. */
  readonly edited: number;
}

/** The rows that remain. */
export interface Selection {
  /** As decided, in the order of the file. */
  readonly comparisons: readonly Comparison[];
  /** Rows that are kept and hold no comparison; they can be written as they stand only. */
  readonly malformed: readonly number[];
  readonly leftOut: ReadonlyMap<LeftOut, number>;
  /** How many rows had each finding, before anything was left out. */
  readonly found: ReadonlyMap<FindingKind, number>;
  readonly applied: Applied;
}

/** Findings that ask whether the label is right. A verdict on the comparison has answered them. */
const aboutTheLabel: ReadonlySet<FindingKind> = new Set<FindingKind>([
  'mislabeled',
  'suspect',
  'uncertain',
  'ambiguous',
  'contested',
  'score-conflict',
  'orientation',
]);

/** Chooses the rows that are exported, and counts what is left out by its first reason. */
export function selectRows(
  rows: readonly Row[],
  decisions: ReadonlyMap<number, Decision>,
  audit: Audit | null,
  { drop, keep, passing }: Filter,
): Selection {
  const comparisons: Comparison[] = [];
  const malformed: number[] = [];
  const leftOut = new Map<LeftOut, number>();
  const found = new Map<FindingKind, number>();
  const applied = { relabelled: 0, confirmed: 0, edited: 0 };
  const kindsOf = new Map<number, readonly FindingKind[]>();
  for (const { row, findings } of audit?.rows ?? []) {
    const kinds = [...new Set(findings.map(({ kind }) => kind))];
    kindsOf.set(row, kinds);
    for (const kind of kinds) found.set(kind, (found.get(kind) ?? 0) + 1);
  }
  for (const row of rows) {
    const decision = decisions.get(row.row);
    const why = reason(row, decision, kindsOf.get(row.row) ?? [], { drop, keep, passing });
    if (why !== null) {
      leftOut.set(why, (leftOut.get(why) ?? 0) + 1);
      continue;
    }
    if (row.kind === 'malformed') {
      malformed.push(row.row);
      continue;
    }
    const decided = decide(row.comparison, decision);
    if (decided === null) continue;
    comparisons.push(decided);
    if (decision === undefined) continue;
    if (Object.keys(decision.texts).length > 0) applied.edited++;
    if (decision.verdict === null || decision.verdict === 'later') continue;
    const recorded = decision.recorded ?? row.comparison.label;
    if (decision.verdict === recorded) applied.confirmed++;
    else applied.relabelled++;
  }
  return { comparisons, malformed, leftOut, found, applied };
}

function reason(
  row: Row,
  decision: Decision | undefined,
  kinds: readonly FindingKind[],
  { drop, keep, passing }: Filter,
): LeftOut | null {
  if (decision?.verdict === 'drop') return 'verdict: drop';
  const judged = decision !== undefined && decision.verdict !== null && decision.verdict !== 'later';
  const dropped = drop.find(kind => kinds.includes(kind) && !(judged && aboutTheLabel.has(kind)));
  if (dropped !== undefined) return `finding: ${dropped}`;
  if (passing !== null && !passing.has(row.row)) return row.kind === 'malformed' ? 'not readable' : 'condition';
  if (keep.length > 0 && !keep.some(kind => kinds.includes(kind))) return 'without a wanted finding';
  return null;
}
