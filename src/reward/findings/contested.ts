import type { Comparison } from '../../dataset/comparison.ts';
import type { Finding } from '../finding.ts';
import { type PopulationViews, partedOver } from '../populations/populationViews.ts';
import { response, sentence } from '../reason.ts';
import { votesOf } from './annotations.ts';
import { type Check, percent, short } from './check.ts';

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
        const { comparisons, options } = context;
        const parted = options.views && contestedByPopulations(options.views, comparisons[i]!, i);
        if (parted) report(i, parted);
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

/**
 * Populations of annotators that part over a label; null where they do not.
 *
 * @param place - of the comparison in the views
 */
export function contestedByPopulations(
  views: PopulationViews,
  { label, promptB }: Pick<Comparison, 'label' | 'promptB'>,
  place: number,
): Finding | null {
  if (promptB !== undefined || (label !== 'a' && label !== 'b')) return null;
  const parted = partedOver(views, place, label === 'a' ? 1 : -1);
  if (parted === null) return null;
  const one = views.names[parted.for]!;
  const other = views.names[parted.against]!;
  return {
    kind: 'contested',
    score: views.shares[parted.against]!,
    reason: sentence`Populations of annotators disagree: ${one} would prefer ${response(label)} as the label does (${percent(parted.pFor)}), ${other} the other response (${percent(1 - parted.pAgainst)}).`,
    figures: {
      [`p by ${one}`]: short(parted.pFor),
      [`p by ${other}`]: short(parted.pAgainst),
      [`share of ${other}`]: short(views.shares[parted.against]!),
    },
  };
}
