import type { ReportData } from '../../src/audit/reportData.ts';
import { modelCondition } from './conditions.ts';
import { el } from './element.ts';
import { filterLink } from './host.ts';
import { decimal, interval, percent, plural, whole } from './numbers.ts';
import { folded, section, table } from './table.ts';

const shown = 12;

/** Which models win over which: strengths with intervals, and whether they go in circles. */
export function modelStrengths({ figures: { models } }: ReportData): HTMLElement | null {
  if (models === null || models === undefined) return null;
  const { strengths: figures, circles } = models;
  const { strengths, components, meetings, name, interval: by } = figures;
  const several = components.length > 1;
  const rows = strengths.map(({ id, u, low, high, n, wins, ties, losses, component, aboveNext }) => [
    filterLink(
      id,
      { condition: modelCondition(id), sort: 'position' },
      'Show comparisons with a response of this model',
    ),
    interval({ value: u, low, high }),
    aboveNext === null ? el('span', { class: 'muted' }, '–') : percent(aboveNext),
    whole(n),
    whole(wins),
    whole(ties),
    whole(losses),
    ...(several ? [whole(component + 1)] : []),
  ]);
  const columns = [
    { head: 'model' },
    { head: 'strength', figures: true, title: 'Log-odds, relative to the mean; 95 % interval' },
    { head: 'above next', figures: true, title: 'Probability that it is stronger than the next one' },
    { head: 'met', figures: true },
    { head: 'won', figures: true },
    { head: 'tied', figures: true },
    { head: 'lost', figures: true },
    ...(several ? [{ head: 'component', figures: true, title: 'Those of different components never met' }] : []),
  ];
  const rest = rows.slice(shown);
  const how = by === 'bootstrap' ? 'intervals by a bootstrap over prompts' : 'intervals by Fisher’s information';
  return section(
    'Strengths of models',
    `${name}, ${plural(meetings, 'vote')}, ${how}`,
    table('Strengths of models', columns, rows.slice(0, shown)),
    rest.length === 0 ? null : folded(`${rest.length} more`, table('More models', columns, rest)),
    circlesLine(circles),
  );
}

function circlesLine({ verdict, why, gains, triads }: NonNullable<ReportData['figures']['models']>['circles']) {
  const word = {
    yes: 'Preferences go in circles',
    'not seen': 'No circles beyond chance',
    'cannot tell': 'Circles: cannot tell',
  };
  const first = gains[0];
  const gain = first === undefined ? '' : ` Gain on held-out votes: ${interval3(first.gain)} nats a vote.`;
  const seen =
    triads === null
      ? ''
      : ` ${whole(triads.circles)} of ${plural(triads.decided, 'triad')} are circles, ${decimal(triads.expected, 1)} expected by chance.`;
  return el('p', {}, `${word[verdict]}: ${why}.${gain}${seen}`);
}

function interval3({
  value,
  low,
  high,
}: {
  readonly value: number;
  readonly low: number;
  readonly high: number;
}): string {
  return `${decimal(value, 3)} (${decimal(low, 3)} to ${decimal(high, 3)})`;
}
