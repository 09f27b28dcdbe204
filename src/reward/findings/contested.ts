import { response, sentence } from '../reason.ts';
import { votesOf } from './annotations.ts';
import type { Check } from './check.ts';

/** Annotators disagree: at least one vote for each side. */
export const contestedCheck: Check = {
  kinds: ['contested'],
  async run(context, report) {
    for (const [i, { a, b, neither }] of votesOf(context).entries()) {
      if (a === 0 || b === 0) continue;
      const { label } = context.comparisons[i]!;
      const majority = a === b ? null : a > b ? 'a' : 'b';
      const against = (label === 'a' || label === 'b') && majority !== null && label !== majority;
      const ties = neither > 0 ? ` and ${neither} for neither` : '';
      report(i, {
        kind: 'contested',
        score: against ? Math.max(a, b) / (a + b) : Math.min(a, b) / (a + b),
        reason: sentence`Annotators disagree: ${a} for ${response('a')}, ${b} for ${response('b')}${ties}.${against ? ' The label follows the minority.' : ''}`,
        figures: { 'votes for A': a, 'votes for B': b, 'votes for neither': neither },
      });
    }
  },
};
