import type { GroupSplit } from '../../src/audit/groupSplit.ts';
import type { ReportSplit } from '../../src/audit/reportSplit.ts';
import { el } from './element.ts';
import { filterLink } from './host.ts';
import { interval, whole } from './numbers.ts';
import { folded, table } from './table.ts';

const shown = 12;
const longest = 80;

/** A value of the column, and where the table can tell it, a link that shows its comparisons. */
export function valueLink(name: string, condition: string | null): HTMLElement {
  const text = name.length <= longest ? name : `${name.slice(0, longest - 1)}…`;
  if (condition === null) return el('span', { title: name }, text);
  return filterLink(text, { condition, sort: 'p' }, `Show its comparisons: ${name}`);
}

/** Labels, accuracy and principles of each value of the column. */
export function splitTable(
  { conditions }: Pick<ReportSplit, 'conditions'>,
  { column, groups }: GroupSplit,
): HTMLElement {
  const rows = groups.map(({ name, n, accuracy, single, own, principles }, at) => [
    valueLink(name, conditions[at] ?? null),
    whole(n),
    accuracy === null ? el('span', { class: 'muted' }, '–') : interval(accuracy),
    interval(single),
    interval(own),
    el(
      'span',
      { class: 'muted wrap' },
      principles
        .slice(0, 6)
        .map(({ short, here, elsewhere }) => `${short} (${interval(here)}; elsewhere ${interval(elsewhere)})`)
        .join('; '),
    ),
  ]);
  const columns = [
    { head: column },
    { head: 'labels', figures: true, title: 'Annotations where annotators are named' },
    { head: 'accuracy', figures: true, title: 'Of the ensemble on these labels, out of fold' },
    { head: 'by one head', figures: true, title: 'Held-out labels that one style head for all says' },
    { head: 'by its own', figures: true, title: 'Held-out labels that a style head of the group says' },
    { head: 'principles that differ' },
  ];
  const caption = `Labels by ${column}`;
  const rest = rows.slice(shown);
  return el(
    'div',
    {},
    table(caption, columns, rows.slice(0, shown)),
    rest.length === 0 ? null : folded(`${rest.length} more`, table(`More ${caption.toLowerCase()}`, columns, rest)),
  );
}
