import type { Comparison } from '../../dataset/comparison.ts';
import type { RewardModel } from '../rewardModel.ts';

/** The record's own ratings of the two responses: r(a) - r(b), in the record's unit. */
export const scoreMember: RewardModel = {
  id: 'score',
  name: 'Score fields',
  kind: 'score',
  learns: false,
  async margins({ comparisons, keep }) {
    const margins = Float64Array.from(comparisons, scoreMargin);
    if (margins.every(Number.isNaN)) return { margins: null, why: 'the file holds no scores of both responses' };
    keep?.({ kind: 'score' });
    return { margins };
  },
};

/** r(a) - r(b) by the ratings of a record; NaN where it lacks one. */
export function scoreMargin({ a, b }: Comparison): number {
  return a.score === undefined || b.score === undefined ? Number.NaN : a.score - b.score;
}
