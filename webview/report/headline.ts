import type { ReportData } from '../../src/audit/reportData.ts';
import { el } from './element.ts';
import { checkLink } from './host.ts';
import { decimal, percent, plusMinus, whole } from './numbers.ts';

type Item = readonly [value: string, meaning: string | HTMLElement];

function expectedWrong({ figures }: ReportData): Item {
  const known = figures.expectedWrong.find(({ expected }) => expected !== null);
  if (known === undefined) {
    return ['not known', el('span', {}, 'wrong labels in the first k: ', checkLink('check 30 of them'))];
  }
  const [low, high, first] = [known.low, known.high, known.first].map(whole);
  return [
    `${low === high ? low : `${low} to ${high}`} of ${first}`,
    `wrong labels in the first ${first} by p, about ${whole(known.expected!)} expected`,
  ];
}

/** The headline figures, each with what it means; a figure that can't be known says so. */
export function headline(data: ReportData): HTMLElement {
  const { figures, principles } = data;
  const { accuracy, longerWins, flipRate } = figures;
  const longer = longerWins === null ? '' : ` (${decimal(longerWins.value)}: longer wins)`;
  const rules = principles.constitution.length;
  const built = principles.reconstruction;
  const inverted = figures.sources.filter(({ orientation }) => orientation === 'inverted').length;
  const items: Item[] = [
    [
      whole(figures.comparisons),
      figures.fittedOn === undefined
        ? 'comparisons'
        : `comparisons; the ensemble was fitted on ${whole(figures.fittedOn)}`,
    ],
    [accuracy === null ? 'not known' : plusMinus(accuracy), `out-of-fold accuracy${longer}`],
    flipRate.known
      ? [percent(flipRate.rate), `flip rate (${percent(flipRate.low)} to ${percent(flipRate.high)})`]
      : [`at most ${percent(flipRate.upper)}`, 'flip rate, upper bound'],
    expectedWrong(data),
    built === null
      ? ['not known', 'reconstructed by principles']
      : [plusMinus(built.constitution), `reconstructed by ${rules} principle${rules === 1 ? '' : 's'}`],
    figures.sources.length > 0
      ? [whole(inverted), `inverted source${inverted === 1 ? '' : 's'}`]
      : [figures.orientation.verdict, 'orientation of the labels'],
  ];
  return el(
    'dl',
    { class: 'headline' },
    ...items.map(([value, meaning]) => el('div', {}, el('dt', {}, meaning), el('dd', {}, value))),
  );
}
