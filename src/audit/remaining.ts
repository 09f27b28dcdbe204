import type { Comparison, Label } from '../dataset/comparison.ts';
import type { Row } from '../dataset/row.ts';
import type { Decision, Verdict } from '../edits/decision.ts';
import type { Reviews } from '../reward/reviewed.ts';
import { decide } from './decide.ts';

/** The comparisons that an audit is of, as decided: without malformed rows and those that the reviewer dropped. */
export function remaining(rows: readonly Row[], decisions: ReadonlyMap<number, Decision>): Comparison[] {
  return rows.flatMap(row => (row.kind === 'comparison' ? (decide(row.comparison, decisions.get(row.row)) ?? []) : []));
}

/** The verdicts about the same comparisons as evidence, in the same order. */
export function reviewsOf(rows: readonly Row[], decisions: ReadonlyMap<number, Decision>): Reviews {
  return rows.flatMap(row => {
    if (row.kind === 'malformed') return [];
    const decision = decisions.get(row.row);
    if (decision?.verdict === 'drop') return [];
    if (decision === undefined || decision.verdict === null || !isLabel(decision.verdict)) return [null];
    // Whoever settles between reviewers has seen what they said.
    const given = decision.given === 'settled' ? 'seen' : decision.given;
    return [{ given, recorded: decision.recorded ?? row.comparison.label, verdict: decision.verdict }];
  });
}

function isLabel(verdict: Verdict): verdict is Label {
  return verdict !== 'drop' && verdict !== 'later';
}
