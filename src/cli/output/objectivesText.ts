import type { Estimate } from '../../reward/figures.ts';
import type { ObjectivesFigures } from '../../reward/objectives/objectivesFigures.ts';
import { count, fixed } from './numbers.ts';
import { share } from './populationsText.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';
import { textTable } from './textTable.ts';

/** Objectives against the labels and against each other. */
export function objectivesText({ objectives, pairs, conflict, dominated }: ObjectivesFigures, style: Style): string {
  const known = (figure: Estimate | null): string => (figure === null ? '-' : share(figure));
  const own = textTable(
    [
      { heading: 'objective' },
      { heading: 'from' },
      { heading: 'speaks of', right: true },
      { heading: 'agrees', right: true },
      { heading: 'weight', right: true },
    ],
    objectives.map(({ name, from, n, agrees, weight }) => [
      safeLine(name, 40),
      from,
      count(n),
      known(agrees),
      weight === null ? '-' : `${fixed(weight.value, 2)} (${fixed(weight.low, 2)} to ${fixed(weight.high, 2)})`,
    ]),
  );
  const between = textTable(
    [
      { heading: 'one' },
      { heading: 'other' },
      { heading: 'both speak', right: true },
      { heading: 'disagree', right: true },
    ],
    pairs.map(({ one, other, conflict: apart }) => [
      safeLine(one, 40),
      safeLine(other, 40),
      count(apart.n),
      share(apart),
    ]),
  );
  return [
    style.bold('Objectives'),
    own.replace(/^/gm, '  '),
    '',
    style.bold('Conflicts'),
    between.replace(/^/gm, '  '),
    '',
    `Two objectives or more disagree on ${known(conflict)} of comparisons; every objective contradicts ${known(dominated)} of labels.`,
    '"weight" is the direction that the labels follow, of length 1, with a 95 % interval.',
  ].join('\n');
}
