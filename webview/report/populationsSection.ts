import type { ReportData } from '../../src/audit/reportData.ts';
import type { PopulationFigures } from '../../src/reward/populations/populationsFigures.ts';
import { populationCondition } from '../conditions.ts';
import { el } from './element.ts';
import { headsPlot } from './headsPlot.ts';
import { filterLink } from './host.ts';
import { decimal, interval, percent, plural, whole } from './numbers.ts';
import { folded, section, table } from './table.ts';

/** Populations of annotators: what one head for all costs each, and the principles that set them apart. */
export function populationsSection({ figures: { annotation } }: ReportData): HTMLElement | null {
  if (annotation === null) return null;
  const { populations: found } = annotation;
  const heading = 'Populations of annotators';
  if (!found.known) return section(heading, 'not known', el('p', {}, found.why));
  const { populations, people, votes, chance, single, own } = found;
  const by = `${plural(people, 'annotator')}, ${plural(votes, 'vote')}`;
  if (populations.length === 1) {
    const words = `Votes that were held out bear out no several populations that want different things. One head for all says ${interval(single)} of them.`;
    return section(heading, `one, of ${by}`, el('p', {}, words), stepsTable(found.steps));
  }
  const note = `${populations.length}, of ${by}; ${percent(chance)} of people vote by chance; held-out votes ${interval(single)} by one head for all, ${interval(own)} by each person’s population`;
  return section(
    heading,
    note,
    headsPlot({
      heading: 'What one head for all costs each population',
      own: 'each person’s population',
      lines: populations.map(({ name, single: byOne, own: byOwn }) => ({
        name,
        single: byOne,
        own: byOwn,
        filter: { condition: populationCondition(name, 'against'), sort: 'p' },
        shows: 'Press to show labels that it is sure are the wrong way round',
      })),
    }),
    table('Populations of annotators', columns, populations.map(rowOf)),
    stepsTable(found.steps),
  );
}

const columns = [
  { head: 'population' },
  { head: 'share', figures: true, title: 'Of all people' },
  { head: 'people', figures: true },
  { head: 'votes', figures: true },
  { head: 'by one head', figures: true, title: 'Held-out votes that one head for all says' },
  { head: 'by its own', figures: true, title: 'Held-out votes that the mixture says' },
  { head: 'like the first', figures: true, title: 'Cosine of the heads: 1 the same preferences, −1 the contrary' },
  { head: 'principles that differ' },
];

function rowOf({ name, share, people, votes, single, own, likeFirst, principles, inverted }: PopulationFigures) {
  return [
    filterLink(
      name,
      { condition: populationCondition(name, 'for'), sort: 'p' },
      'Show the labels that this population is sure of',
    ),
    percent(share),
    whole(people),
    whole(votes),
    interval(single),
    interval(own),
    decimal(likeFirst),
    el(
      'span',
      { class: 'muted wrap' },
      [
        ...(inverted ? ['wants the contrary of population 1: sides may be exchanged'] : []),
        ...principles.map(
          ({ short, here, elsewhere }) => `${short} (${interval(here)}; elsewhere ${interval(elsewhere)})`,
        ),
      ].join('; '),
    ),
  ];
}

function stepsTable(steps: readonly { readonly count: number; readonly gain: number; readonly error: number }[]) {
  const heads = [
    { head: 'populations' },
    { head: 'gain', figures: true, title: 'Log-likelihood of held-out votes over one population fewer, in nats' },
    { head: 'standard error', figures: true, title: 'Over annotators' },
  ];
  const rows = steps.map(({ count, gain, error }) => [String(count), gain.toFixed(1), error.toFixed(1)]);
  return folded('Gain of each further population', table('Gain of each further population', heads, rows));
}
