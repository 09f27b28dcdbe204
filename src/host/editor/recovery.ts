import type { BatchAction } from '../../edits/action.ts';
import { actionBetween } from '../../edits/actionBetween.ts';
import type { Decision } from '../../edits/decision.ts';
import { type Decisions, decisionAt } from '../../edits/decisions.ts';

/**
 * One step of the undo stack that makes each row's decision what was recovered. A row that was recovered as undecided
 * loses what is held for it, and so does an edited text that the recovered decision lacks.
 */
export function recoverAction(held: Decisions, recovered: readonly (readonly [number, Decision])[]): BatchAction {
  const actions = recovered.map(([row, decision]) => actionBetween(row, decisionAt(held, row), decision));
  return { type: 'batch', actions };
}
