import type { Strength, StrengthFigures } from '../../reward/strength/strengths.ts';
import { links } from '../../reward/strength/tieLinks.ts';
import { count, percent } from './numbers.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';
import { textTable } from './textTable.ts';

/** Ids of one component that are printed, and components; `--json` has all. */
const mostIds = 40;
const mostComponents = 5;

/** Strengths by component, and what the model and the data say of each other. */
export function strengthsText(figures: StrengthFigures, style: Style): string {
  const { components, strengths } = figures;
  const parts = components.slice(0, mostComponents).map(({ ids, meetings, groups }, c) => {
    const own = strengths.filter(({ component }) => component === c);
    const title =
      components.length === 1
        ? `${count(ids)} ids, ${count(meetings)} meetings`
        : `Component ${c + 1}: ${count(ids)} ids, ${count(meetings)} meetings`;
    const more = own.length > mostIds ? [`  and ${count(own.length - mostIds)} more`] : [];
    return [style.bold(title), indented(strengthTable(own.slice(0, mostIds))), ...more, ...openNote(groups, own)].join(
      '\n',
    );
  });
  const rest = components.length - parts.length;
  return [
    ...headLines(figures),
    '',
    parts.join('\n\n'),
    ...(rest > 0 ? ['', `and ${count(rest)} smaller components (--json has all)`] : []),
    ...(components.length > 1
      ? ['', `Nothing connects the ${count(components.length)} components: their strengths can't be compared.`]
      : []),
    ...heldOutLines(figures),
  ].join('\n');
}

function headLines({ name, of, meetings, leftOut, interval, tieBetweenEquals, first }: StrengthFigures): string[] {
  const left = [
    ...(leftOut.bothBad > 0 ? [`${count(leftOut.bothBad)} votes "both bad"`] : []),
    ...(leftOut.same > 0 ? [`${count(leftOut.same)} on two responses with one id`] : []),
    ...(leftOut.nameless > 0 ? [`${count(leftOut.nameless)} comparisons without an id`] : []),
  ];
  const how =
    interval === 'bootstrap' ? 'a bootstrap over prompts' : "Fisher's information, which takes votes for independent";
  return [
    `${name} over ${count(meetings)} meetings of ${safeLine(of, 60)}. Intervals (95 %) by ${how}.`,
    ...(left.length === 0 ? [] : [`Left out: ${left.join(', ')}.`]),
    ...(tieBetweenEquals === null ? [] : [`Equals tie in ${percent(tieBetweenEquals)} of their meetings.`]),
    ...(first === null
      ? []
      : [`Being shown first adds ${figure(first.value)} (${figure(first.low)} to ${figure(first.high)}).`]),
  ];
}

function strengthTable(strengths: readonly Strength[]): string {
  return textTable(
    [
      { heading: 'id' },
      { heading: 'strength', right: true },
      { heading: '95 %', right: true },
      { heading: 'met', right: true },
      { heading: 'won', right: true },
      { heading: 'tied', right: true },
      { heading: 'lost', right: true },
      { heading: 'above next', right: true },
    ],
    strengths.map(({ id, u, low, high, n, wins, ties, losses, aboveNext }) => [
      safeLine(id, 50),
      figure(u),
      `${figure(low)} to ${figure(high)}`,
      tally(n),
      tally(wins),
      tally(ties),
      tally(losses),
      aboveNext === null ? '' : percent(aboveNext),
    ]),
  );
}

function openNote(groups: number, own: readonly Strength[]): string[] {
  if (groups === 1) return [];
  const top = own.filter(({ group }) => group === 0);
  const who = top.length === 1 ? `${safeLine(top[0]!.id, 50)} lost to nobody` : 'All wins go one way';
  return [
    `  ${who}: the ids are ${count(groups)} groups between which all wins go one way. How far apart these are is not known from`,
    '  the votes; a normal prior (standard deviation 2 log-odds) holds them.',
  ];
}

function heldOutLines({ heldOut, model }: StrengthFigures): string[] {
  if (heldOut === null) return [];
  const say = (id: (typeof heldOut)[number]['model']): string => (id === 'blind' ? 'blind to ids' : links[id].id);
  const best = heldOut.reduce((x, y) => (y.loss < x.loss ? y : x));
  const own = heldOut.find(({ model: id }) => id === model)!;
  const line = heldOut.map(({ model: id, loss }) => `${say(id)} ${loss.toFixed(4)}`).join(', ');
  const advice =
    best.model === 'blind'
      ? ' The ids predict nothing about votes that the fit has not seen.'
      : own.loss - best.loss > 0.01
        ? ` ${say(best.model)} predicts better here.`
        : '';
  return ['', `Log-loss on held-out votes: ${line}.${advice}`];
}

/** Weights of rankings need not be whole. */
function tally(n: number): string {
  return Number.isInteger(n) ? count(n) : n.toFixed(1);
}

function figure(x: number): string {
  return x.toFixed(2);
}

function indented(table: string): string {
  return table.replace(/^/gm, '  ');
}
