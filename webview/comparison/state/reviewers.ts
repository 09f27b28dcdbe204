import type { ReviewerVerdict } from '../../../src/protocol/rows.ts';
import { isJudged } from './progress.ts';

/** True if reviewers judged a comparison differently before they saw one another's verdicts. */
export function disagreement(reviews: readonly ReviewerVerdict[]): boolean {
  return new Set(reviews.map(one => one.independent).filter(isJudged)).size > 1;
}
