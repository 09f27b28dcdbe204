import type { ReportData } from '../../src/audit/reportData.ts';
import { el } from './element.ts';
import { interval, whole } from './numbers.ts';
import { folded, section, table } from './table.ts';

/** Several objectives of a file: which the labels follow, and how often two disagree. */
export function objectivesSection({ figures: { objectives: found } }: ReportData): HTMLElement | null {
  if (found === null) return null;
  const { objectives, pairs, conflict, dominated } = found;
  const dash = (): HTMLElement => el('span', { class: 'muted' }, '–');
  const columns = [
    { head: 'objective' },
    { head: 'from' },
    { head: 'speaks of', figures: true },
    { head: 'agrees with labels', figures: true },
    { head: 'weight', figures: true, title: 'Its part in the direction that the labels follow, of length 1' },
  ];
  const rows = objectives.map(({ name, from, n, agrees, weight }) => [
    name,
    from,
    whole(n),
    agrees === null ? dash() : interval(agrees),
    weight === null ? dash() : interval(weight),
  ]);
  const between = [
    { head: 'one' },
    { head: 'other' },
    { head: 'both speak', figures: true },
    { head: 'disagree', figures: true },
  ];
  const conflicts = pairs.map(({ one, other, conflict: apart }) => [one, other, whole(apart.n), interval(apart)]);
  const note = [
    ...(conflict === null ? [] : [`two or more disagree on ${interval(conflict)} of comparisons`]),
    ...(dominated === null ? [] : [`all contradict ${interval(dominated)} of labels`]),
  ].join('; ');
  return section(
    'Objectives',
    note,
    table('Objectives', columns, rows),
    folded('Which disagree', table('Which disagree', between, conflicts)),
  );
}
