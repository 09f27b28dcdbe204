import type { RewardModel } from '../rewardModel.ts';

/** The record's own ratings of the two responses: r(a) - r(b), in the record's unit. */
export const scoreMember: RewardModel = {
  id: 'score',
  name: 'Score fields',
  kind: 'score',
  learns: false,
  async margins({ comparisons }) {
    const margins = Float64Array.from(comparisons, ({ a, b }) =>
      a.score === undefined || b.score === undefined ? Number.NaN : a.score - b.score,
    );
    if (margins.every(Number.isNaN)) return { margins: null, why: 'the file holds no scores of both responses' };
    return { margins };
  },
};
