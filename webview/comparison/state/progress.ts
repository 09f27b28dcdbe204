import type { Decision, Verdict } from '../../../src/edits/decision.ts';
import { rowsOf } from '../../../src/edits/decisions.ts';
import type { ViewProgress } from '../../../src/protocol/review.ts';
import type { View } from '../../../src/protocol/view.ts';
import type { Details } from './details.ts';
import type { PendingEdits } from './pendingEdits.ts';

/** Comparisons that wait for nothing more, and all. */
export interface Progress {
  readonly done: number;
  readonly all: number;
  /** Verdicts by name, without pending ones. */
  readonly verdicts: ViewProgress['verdicts'];
}

/** Progress in a view, pending verdicts included; null where the view's filter makes it meaningless. */
export function progressOf(
  counted: ViewProgress | null,
  { filter }: View,
  pending: PendingEdits,
  details: Details,
): Progress | null {
  if (counted === null || filter.verdict !== undefined) return null;
  const { all, done, verdicts } = counted;
  const given = (decision: Decision): number => {
    if (filter.conflicts === true) return Number(decision.given === 'settled');
    const again = filter.check === undefined ? 0 : Number(isJudged(decision.again ?? null));
    return Number(isJudged(decision.verdict)) + again;
  };
  let change = 0;
  for (const row of new Set(pending.actions.value.flatMap(rowsOf))) {
    const state = details.get(row);
    if (state?.kind !== 'ready') continue;
    const { decision } = state.detail;
    change += given(pending.over(row, decision)) - given(decision);
  }
  return { all, done: Math.min(all, Math.max(0, done + change)), verdicts };
}

/** True for a verdict that says something of the comparison: one left for later waits for a verdict still. */
export function isJudged(verdict: Verdict | null): boolean {
  return verdict !== null && verdict !== 'later';
}

/** Verdicts an hour over the latest ones, by their times (ms); null while there are too few to tell. */
export function paceOf(times: readonly number[]): number | null {
  const recent = times.slice(-20);
  const first = recent[0];
  const last = recent.at(-1);
  if (recent.length < 8 || first === undefined || last === undefined || last <= first) return null;
  return Math.round(((recent.length - 1) * 3_600_000) / (last - first));
}

/** How long so many comparisons take at a pace: "12 min left", "3 h left". */
export function timeLeft(left: number, pace: number): string {
  const minutes = Math.ceil((60 * left) / pace);
  if (minutes < 100) return `${minutes} min left`;
  return `${Math.round(minutes / 60)} h left`;
}
