import { response, sentence } from '../reason.ts';
import { type Check, short } from './check.ts';

/** The record's scores contradict its label. */
export const scoreConflictCheck: Check = {
  kinds: ['score-conflict'],
  async run({ comparisons }, report) {
    const gaps = comparisons
      .map(({ a, b }) => (a.score === undefined || b.score === undefined ? 0 : Math.abs(a.score - b.score)))
      .filter(gap => gap > 0)
      .sort((x, y) => x - y);
    const typical = gaps[gaps.length >> 1] ?? 1;
    for (const [i, { a, b, label }] of comparisons.entries()) {
      if (a.score === undefined || b.score === undefined || (label !== 'a' && label !== 'b')) continue;
      const gap = label === 'a' ? b.score - a.score : a.score - b.score;
      if (!(gap > 0)) continue;
      const better = label === 'a' ? 'b' : 'a';
      report(i, {
        kind: 'score-conflict',
        score: short(0.5 + 0.5 * (gap / (gap + typical))),
        reason: sentence`The label says ${response(label)}, but the record scores ${response(better)} higher (${response('a')} ${a.score}, ${response('b')} ${b.score}).`,
        figures: { 'score of A': a.score, 'score of B': b.score },
      });
    }
  },
};
