import type { Verdict } from '../edits/decision.ts';

/** True for a verdict that says something of the comparison: one left for later waits for a verdict still. */
export function isJudged(verdict: Verdict | null | undefined): boolean {
  return verdict !== null && verdict !== undefined && verdict !== 'later';
}
