import type { BatchAction } from '../../edits/action.ts';
import { actionBetween } from '../../edits/actionBetween.ts';
import { apply, type Decisions, decisionAt } from '../../edits/decisions.ts';
import type { Recovered } from '../../protocol/recovery.ts';

/**
 * One step of the undo stack that makes each row's decision what was recovered, on top of what was merged of other
 * reviewers; null: nothing was recovered. A row that was recovered as undecided loses what is held for it, and so does an
 * edited text that the recovered decision lacks.
 */
export function recoverAction(held: Decisions, { decisions, review }: Recovered): BatchAction | null {
  if (decisions.length === 0 && review === null) return null;
  const merged = review === null ? held : apply(held, review);
  const actions = decisions.map(([row, decision]) => actionBetween(row, decisionAt(merged, row), decision));
  return { type: 'batch', actions: [...(review === null ? [] : [review]), ...actions] };
}
