import { partedOver } from '../populations/populationViews.ts';
import { response, sentence } from '../reason.ts';
import { votesOf } from './annotations.ts';
import { type Check, type CheckContext, percent, type Report, short } from './check.ts';

/**
 * Annotators disagree: at least one vote for each side. Or their populations do: one would label the comparison so, and
 * another is as sure of the contrary. The score is then the share of people in the population against the label.
 */
export const contestedCheck: Check = {
  kinds: ['contested'],
  async run(context, report) {
    for (const [i, { a, b, neither }] of votesOf(context).entries()) {
      const { label } = context.comparisons[i]!;
      if (a === 0 || b === 0) {
        byPopulation(context, i, report);
        continue;
      }
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

function byPopulation({ comparisons, options: { views } }: CheckContext, i: number, report: Report): void {
  const { label, promptB } = comparisons[i]!;
  if (views === undefined || promptB !== undefined || (label !== 'a' && label !== 'b')) return;
  const parted = partedOver(views, i, label === 'a' ? 1 : -1);
  if (parted === null) return;
  const one = views.names[parted.for]!;
  const other = views.names[parted.against]!;
  report(i, {
    kind: 'contested',
    score: views.shares[parted.against]!,
    reason: sentence`Populations of annotators disagree: ${one} would prefer ${response(label)} as the label does (${percent(parted.pFor)}), ${other} the other response (${percent(1 - parted.pAgainst)}).`,
    figures: {
      [`p by ${one}`]: short(parted.pFor),
      [`p by ${other}`]: short(parted.pAgainst),
      [`share of ${other}`]: short(views.shares[parted.against]!),
    },
  });
}
