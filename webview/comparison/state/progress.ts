import type { Verdict } from '../../../src/edits/decision.ts';
import { rowsOf } from '../../../src/edits/decisions.ts';
import type { Overview } from '../../../src/protocol/engine.ts';
import type { View } from '../../../src/protocol/view.ts';
import type { Details } from './details.ts';
import type { PendingEdits } from './pendingEdits.ts';

/** Comparisons with a verdict, and all. */
export interface Progress {
  readonly done: number;
  readonly all: number;
}

/** Progress in a view, pending verdicts included; null where the view's filter leaves it unknown. */
export function progressOf(
  overview: Overview | null,
  { filter }: View,
  pending: PendingEdits,
  details: Details,
): Progress | null {
  if (overview === null) return null;
  if (filter.text !== undefined || filter.principle !== undefined || filter.verdict !== undefined) return null;
  const now = pendingVerdicts(pending, details);
  if (filter.finding === undefined) return { done: overview.reviewed + now, all: overview.rowCount };
  const finding = overview.findings.find(one => one.kind === filter.finding);
  return finding === undefined ? null : { done: finding.count - finding.open + now, all: finding.count };
}

/** True for a verdict that says something of the comparison: one left for later waits for a verdict still. */
export function isJudged(verdict: Verdict | null): boolean {
  return verdict !== null && verdict !== 'later';
}

/** By how much pending verdicts change the number of rows with one. */
function pendingVerdicts(pending: PendingEdits, details: Details): number {
  let change = 0;
  const rows = new Set(pending.actions.value.flatMap(rowsOf));
  for (const row of rows) {
    const state = details.get(row);
    if (state?.kind !== 'ready') continue;
    const before = isJudged(state.detail.decision.verdict);
    const after = isJudged(pending.over(row, state.detail.decision).verdict);
    change += Number(after) - Number(before);
  }
  return change;
}
