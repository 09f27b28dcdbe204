import type { GroupSplit } from '../../src/audit/groupSplit.ts';
import { el } from './element.ts';
import { filterLink } from './host.ts';
import { interval, plural } from './numbers.ts';
import { folded, table } from './table.ts';

const longest = 60;

/** Preferences that turn with the column's value; null where no pair of responses stands under two of them. */
export function contextPart({ column, context: { share, within, flips } }: GroupSplit): HTMLElement | null {
  if (share === null) return null;
  const cut = (text: string): string => (text.length <= longest ? text : `${text.slice(0, longest - 1)}…`);
  const words =
    `Of ${plural(share.n, 'pair')} of responses that were labelled under two values of ${column} or more, the preference turns with it in ${interval(share)}. ` +
    (within === null
      ? 'No pair was labelled twice under one value, so it can’t be said how many labels differ by error.'
      : `Under one and the same value, labels differ in ${interval(within)} of ${plural(within.n, 'pair')}: people or errors, not the context.`);
  const rows = flips.map(({ rows: [one, other], contexts }) => [
    filterLink(
      `rows ${one + 1} and ${other + 1}`,
      { condition: `row in (${one}, ${other})`, sort: 'position' },
      'Show both comparisons',
    ),
    el('span', { class: 'wrap', title: contexts[0] }, cut(contexts[0])),
    el('span', { class: 'wrap', title: contexts[1] }, cut(contexts[1])),
  ]);
  const columns = [{ head: 'comparisons' }, { head: 'prefers one response under' }, { head: 'and the other under' }];
  const all = {
    condition: `row in (${flips.flatMap(({ rows: pair }) => pair).join(', ')})`,
    sort: 'position',
  } as const;
  return el(
    'div',
    { class: 'context' },
    el('h3', {}, `Preferences that turn with ${column}`),
    el('p', {}, words),
    flips.length === 0 ? null : filterLink('Show those that turn', all, 'Show the comparisons whose preference turns'),
    flips.length === 0
      ? null
      : folded(
          `${plural(flips.length, 'pair')} that ${flips.length === 1 ? 'turns' : 'turn'}`,
          table(`Preferences that turn with ${column}`, columns, rows),
        ),
  );
}
