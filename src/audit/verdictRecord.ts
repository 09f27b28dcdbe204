import { type Decision, isUndecided } from '../edits/decision.ts';
import type { VerdictRecord } from '../table/records.ts';

/** The verdict columns of a row, or null where nothing is decided. */
export function verdictRecord(row: number, decision: Decision): VerdictRecord | null {
  if (isUndecided(decision)) return null;
  return {
    row,
    verdict: decision.verdict,
    given: decision.given,
    recorded: decision.recorded ?? null,
    note: decision.note === '' ? null : decision.note,
    tags: decision.tags,
    edited: Object.keys(decision.texts).length > 0,
  };
}
