import type { GroupSplit } from '../../src/audit/groupSplit.ts';
import type { ReportSplit } from '../../src/audit/reportSplit.ts';
import type { FactorGroup, FactorTable } from '../../src/reward/degree/factorTable.ts';
import { el } from './element.ts';
import { decimal, interval, plural } from './numbers.ts';
import { valueLink } from './splitTable.ts';
import { folded, table } from './table.ts';

/** Groups beside each other, and factors before the others are asked for. */
const mostGroups = 8;
const mostFactors = 10;

/** What factors the labels of each group follow: a row for each factor, a column for each group, all labels first. */
export function factorsPart(
  { groups, by, small }: FactorTable,
  { conditions }: Pick<ReportSplit, 'conditions'>,
  split: GroupSplit,
): HTMLElement {
  const conditionOf = new Map(split.groups.map(({ name }, at) => [name, conditions[at] ?? null]));
  const shown = groups.slice(0, mostGroups);
  const reach = (factor: string): number =>
    Math.max(...shown.map(group => Math.abs(influence(group, factor)?.tau.value ?? 0)));
  const factors = (shown[0]?.factors ?? []).map(({ factor }) => factor).sort((x, y) => reach(y) - reach(x));
  const rows = factors.map(factor => [factor, ...shown.map(group => cell(group, factor))]);
  const columns = [
    { head: 'factor' },
    ...shown.map(({ group, n }) => ({
      head: group === null ? 'all labels' : cut(group),
      figures: true,
      title: `${group ?? 'all'}: ${plural(n, 'label')}`,
    })),
  ];
  const caption = `Factors by ${by ?? 'column'}`;
  const rest = rows.slice(mostFactors);
  const left = groups.length - shown.length + small;
  return el(
    'div',
    { class: 'factors' },
    el('h3', {}, `What the labels of each ${by ?? 'group'} go with`),
    el(
      'p',
      { class: 'muted' },
      'Kendall’s tau between the label and the response with more of it: 1 always that one, −1 always the other, 0 as often either. Bold: not by chance (5 %, Holm). It says what goes with labels, not what causes them.',
    ),
    table(caption, columns, rows.slice(0, mostFactors)),
    rest.length === 0
      ? null
      : folded(`${rest.length} more factors`, table(`More ${caption.toLowerCase()}`, columns, rest)),
    el(
      'p',
      { class: 'muted' },
      'Show comparisons: ',
      ...shown.flatMap(({ group }, at) =>
        group === null ? [] : [at > 1 ? ', ' : '', valueLink(group, conditionOf.get(group) ?? null)],
      ),
      left > 0 ? `; ${plural(left, 'more value')} are not shown.` : null,
    ),
  );
}

function influence({ factors }: FactorGroup, factor: string): FactorGroup['factors'][number] | undefined {
  return factors.find(one => one.factor === factor);
}

function cell(group: FactorGroup, factor: string): HTMLElement {
  const found = influence(group, factor);
  if (found === undefined) return el('span', { class: 'muted' }, '–');
  const { tau, pHolm } = found;
  return el(pHolm <= 0.05 ? 'b' : 'span', { title: interval(tau) }, decimal(tau.value));
}

function cut(text: string): string {
  return text.length <= 18 ? text : `${text.slice(0, 17)}…`;
}
