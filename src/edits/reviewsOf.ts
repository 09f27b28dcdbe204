import type { Action } from './action.ts';
import type { AdoptedRow, ReviewAction } from './reviewAction.ts';
import { ReviewChange } from './reviewChange.ts';

/** The review actions among the steps of an action, in order. */
export function reviewsOf(action: Action): readonly ReviewAction[] {
  if (action.type === 'batch') return action.actions.flatMap(reviewsOf);
  return action.type === 'review' ? [action] : [];
}

/** Rows that the reviewer decides about with an action: those about which others did are left out. Each once. */
export function ownRowsOf(action: Action): number[] {
  const rows = new Set<number>();
  const visit = (one: Action): void => {
    if (one.type === 'batch') one.actions.forEach(visit);
    else if (one.type === 'rows') for (const row of one.rows) rows.add(row);
    else if (one.type !== 'review') rows.add(one.row);
  };
  visit(action);
  return [...rows];
}

/** One review action that brings what several actions brought in the end; null: nothing. */
export function netReview(actions: readonly Action[]): ReviewAction | null {
  let change = ReviewChange.none;
  const rows = new Map<number, AdoptedRow>();
  for (const review of actions.flatMap(reviewsOf)) {
    change = change.with(review);
    for (const row of review.rows) rows.set(row.row, { ...row, before: (rows.get(row.row) ?? row).before });
  }
  if (change.isEmpty && rows.size === 0) return null;
  return { type: 'review', add: change.added, remove: change.removed, rows: [...rows.values()] };
}
