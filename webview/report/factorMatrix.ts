import type { FactorInfluence } from '../../src/reward/degree/factorInfluence.ts';
import { el } from './element.ts';
import { filterLink, hasEditor } from './host.ts';
import { decimal, interval, plural } from './numbers.ts';
import { folded, table } from './table.ts';

/** A group of labels: a column of the matrix. */
export interface MatrixGroup {
  readonly name: string;
  readonly n: number;
  readonly factors: readonly FactorInfluence[];
  /** Condition for its comparisons; null where there is none. */
  readonly condition: string | null;
}

const mostFactors = 10;
const longest = 18;

/** What factors the labels of groups go with: a row for each factor, those that any group follows most first. */
export function factorMatrix(caption: string, groups: readonly MatrixGroup[]): HTMLElement {
  const tauOf = groups.map(({ factors }) => new Map(factors.map(one => [one.factor, one])));
  const reach = (factor: string): number => Math.max(...tauOf.map(own => Math.abs(own.get(factor)?.tau.value ?? 0)));
  const factors = (groups[0]?.factors ?? []).map(({ factor }) => factor).sort((x, y) => reach(y) - reach(x));
  const rows = factors.map(factor => [factor, ...tauOf.map(own => cell(own.get(factor)))]);
  const columns = [
    { head: 'factor' },
    ...groups.map(({ name, n }) => ({
      head: cut(name),
      figures: true,
      title: `${name}: ${plural(Math.round(n), 'label')}`,
    })),
  ];
  const rest = rows.slice(mostFactors);
  const links = hasEditor ? groups.filter(({ condition }) => condition !== null) : [];
  return el(
    'div',
    { class: 'factors' },
    el('h3', {}, caption),
    el(
      'p',
      { class: 'muted' },
      'Kendall’s tau between the label and the response with more of it: 1 always that one, −1 always the other, 0 as often either. Bold: not by chance (5 %, Holm). It says what goes with labels, not what causes them.',
    ),
    table(caption, columns, rows.slice(0, mostFactors)),
    rest.length === 0 ? null : folded(`${rest.length} more factors`, table(`${caption}: more`, columns, rest)),
    links.length === 0
      ? null
      : el(
          'p',
          { class: 'muted' },
          'Show comparisons: ',
          ...links.flatMap(({ name, condition }, at) => [
            at > 0 ? ', ' : '',
            filterLink(cut(name, 60), { condition: condition!, sort: 'p' }, `Show its comparisons: ${name}`),
          ]),
        ),
  );
}

function cell(found: FactorInfluence | undefined): HTMLElement {
  if (found === undefined) return el('span', { class: 'muted' }, '–');
  const { tau, pHolm } = found;
  return el(pHolm <= 0.05 ? 'b' : 'span', { title: interval(tau) }, decimal(tau.value));
}

function cut(text: string, most = longest): string {
  return text.length <= most ? text : `${text.slice(0, most - 1)}…`;
}
