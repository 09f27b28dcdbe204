import { response, sentence } from '../reason.ts';
import { votesOf } from './annotations.ts';
import { type Check, short } from './check.ts';

/** Scores nearer to each other than this share of the file's range of scores count as equal. */
const near = 0.02;

/** No side is clearly better by the record's own evidence: votes near even, or scores equal or nearly so. */
export const ambiguousCheck: Check = {
  kinds: ['ambiguous'],
  async run(context, report) {
    const { comparisons } = context;
    let low = Number.POSITIVE_INFINITY;
    let high = Number.NEGATIVE_INFINITY;
    for (const { a, b } of comparisons) {
      for (const score of [a.score, b.score]) {
        if (score === undefined) continue;
        low = Math.min(low, score);
        high = Math.max(high, score);
      }
    }
    for (const [i, { a, b, neither }] of votesOf(context).entries()) {
      const fewer = Math.min(a, b);
      const total = a + b + neither;
      const label = comparisons[i]!.label;
      if (label !== 'a' && label !== 'b') continue;
      if (total >= 3 && (fewer >= 2 ? fewer / (a + b) >= 0.4 : neither > Math.max(a, b))) {
        report(i, {
          kind: 'ambiguous',
          score: fewer >= 2 ? fewer / Math.max(a, b) : neither / total,
          reason: sentence`Votes are near even: ${a} for ${response('a')}, ${b} for ${response('b')}, ${neither} for neither. The label is close to a coin toss.`,
          figures: { 'votes for A': a, 'votes for B': b, 'votes for neither': neither },
        });
        continue;
      }
      const scoreA = comparisons[i]!.a.score;
      const scoreB = comparisons[i]!.b.score;
      if (scoreA === undefined || scoreB === undefined || high <= low) continue;
      const gap = Math.abs(scoreA - scoreB) / (high - low);
      if (gap > near) continue;
      report(i, {
        kind: 'ambiguous',
        score: short(0.9 - 10 * gap),
        reason: sentence`The record scores both responses ${gap === 0 ? 'the same' : 'nearly the same'} (${response('a')} ${scoreA}, ${response('b')} ${scoreB}), yet the label says ${response(label)}.`,
        figures: { 'score of A': scoreA, 'score of B': scoreB },
      });
    }
  },
};
