import type { GroupSplit } from '../../audit/groupSplit.ts';
import type { ContextFlips } from '../../reward/context/contextFlips.ts';
import { count } from './numbers.ts';
import { differenceLines, share } from './populationsText.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';
import { textTable } from './textTable.ts';

/** Labels split by a column: accuracy per group, and what each goes by that the others don't. */
export function groupSplitText({ column, groups, small, leftOut, context }: GroupSplit, style: Style): string {
  const table = textTable(
    [
      { heading: safeLine(column, 30) },
      { heading: 'labels', right: true },
      { heading: 'ensemble', right: true },
      { heading: 'one head', right: true },
      { heading: 'its own', right: true },
    ],
    groups.map(({ name, n, accuracy, single, own }) => [
      safeLine(name, 40),
      count(n),
      accuracy === null ? '-' : share(accuracy),
      share(single),
      share(own),
    ]),
  );
  const left =
    leftOut > 0 || small > 0
      ? [
          `  ${count(leftOut)} labels are in no group of 20 or more (${count(small)} ${small === 1 ? 'value' : 'values'}).`,
        ]
      : [];
  return [
    style.bold(`By ${safeLine(column, 60)}`),
    table.replace(/^/gm, '  '),
    ...left,
    ...groups
      .filter(({ principles }) => principles.length > 0)
      .flatMap(({ name, principles }) => [`  ${safeLine(name, 60)}`, ...differenceLines(principles)]),
    ...(groups.some(({ principles }) => principles.length > 0)
      ? []
      : ['  No principle holds otherwise in one group than in the rest.']),
    ...contextLines(context),
  ].join('\n');
}

/** How often the same responses are labelled otherwise in another context, beside how often in one and the same. */
function contextLines({ share: turned, within, flips }: ContextFlips): string[] {
  if (turned === null) return [];
  const inside = within === null ? '' : `; inside one value ${share(within)} of ${count(within.n)} differ`;
  return [
    `  The same responses under several values: ${count(turned.n)}, and ${share(turned)} turn with the value${inside}.`,
    ...flips
      .slice(0, 5)
      .map(
        ({ rows, contexts }) =>
          `    rows ${rows[0]} and ${rows[1]}: "${safeLine(contexts[0], 50)}" against "${safeLine(contexts[1], 50)}"`,
      ),
  ];
}
