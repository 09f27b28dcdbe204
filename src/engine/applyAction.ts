import type { Action } from '../edits/action.ts';
import { undecided } from '../edits/decision.ts';
import { applyTo } from '../edits/decisions.ts';
import type { ReviewAction } from '../edits/reviewAction.ts';
import { reviewsOf } from '../edits/reviewsOf.ts';
import type { OpenDocument } from './openDocument.ts';
import { sameDecision } from './sameDecision.ts';
import { savedDecision } from './touching.ts';

/** Brings decisions, and lines that wait for the review file, to what they are after an action. */
export function applyAction(doc: OpenDocument, action: Action): void {
  applyTo(doc.decisions, action);
  for (const review of reviewsOf(action)) {
    doc.review = doc.review.with(review);
    followReview(doc, review);
  }
}

/**
 * The next save writes the lines of others, and nothing in the reviewer's own name for rows on which they decided nothing:
 * where a row stood as at the last save, it still does.
 */
function followReview(doc: OpenDocument, { rows }: ReviewAction): void {
  for (const { row, before, after } of rows) {
    if (!doc.touched.has(row) || !sameDecision(savedDecision(doc, row), before ?? undecided)) continue;
    doc.savedDecisions.set(row, after ?? undecided);
  }
}
