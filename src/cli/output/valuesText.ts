import type { ValueFigures, ValuesResult } from '../../principles/values/valueFigures.ts';
import type { Look } from './auditText.ts';
import { count, fixed, signed } from './numbers.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';
import { textTable } from './textTable.ts';
import { wrap } from './wrap.ts';

const sure = 0.05;
const mostConflicts = 20;
const mostGroups = 12;
const named = 4;

/** Values of all labels with who voted, what labels favour where two conflict, and each group's. */
export function valuesText(
  { by, groups, silent, alike, contrary, small }: ValuesResult,
  { width, style }: Look,
): string {
  const [all, ...rest] = groups;
  if (all === undefined) return 'No comparison has a label that prefers a response.';
  const cues = all.values.some(({ votedBy }) => votedBy === 'cues');
  const pairs = (list: readonly (readonly [string, string])[]): string =>
    list.map(([one, other]) => `${one} and ${other}`).join(', ');
  return [
    style.bold(`Values of ${count(all.labels)} labels`),
    table(all),
    '',
    ...(cues
      ? [
          wrap(
            'Voted by cues: a fixed test of form and wording, which tells what a response looks like and not what it means. A language model (--llm) votes on the value itself.',
            width,
          ),
        ]
      : []),
    ...(silent.length > 0
      ? [wrap(`Nobody votes on ${silent.join(', ')}: a language model is needed (--llm).`, width)]
      : []),
    ...(alike.length > 0 ? [wrap(`Nearly the same votes, one counts for the other: ${pairs(alike)}.`, width)] : []),
    ...(contrary.length > 0 ? [wrap(`Contrary by definition: ${pairs(contrary)}.`, width)] : []),
    '',
    style.bold('Where two conflict'),
    conflicts(all),
    ...rest.slice(0, mostGroups).map(group => groupLine(group, all, style)),
    ...(rest.length > mostGroups ? [`and ${count(rest.length - mostGroups)} more (--json has all)`] : []),
    ...(small > 0 ? ['', `${count(small)} values of ${safeLine(by ?? '', 40)} have fewer than 20 labels.`] : []),
  ].join('\n');
}

function table({ values }: ValueFigures): string {
  const kappas = values.some(({ cueKappa }) => cueKappa !== null);
  return textTable(
    [
      { heading: 'value' },
      { heading: 'voted by' },
      { heading: 'labels', right: true },
      { heading: 'net', right: true },
      { heading: 'strength', right: true },
      { heading: 'conflicts', right: true },
      ...(kappas ? [{ heading: 'kappa with cues', right: true }] : []),
    ],
    values.map(({ name, votedBy, n, net, strength, conflicts: met, cueKappa }) => [
      name,
      votedBy,
      count(n),
      `${signed(net.value, 2)} (${signed(net.low, 2)} to ${signed(net.high, 2)})`,
      strength === null ? '-' : `${signed(strength.u, 2)} (${signed(strength.low, 2)} to ${signed(strength.high, 2)})`,
      count(met),
      ...(kappas ? [cueKappa === null ? '-' : fixed(cueKappa, 2)] : []),
    ]),
  ).replace(/^/gm, '  ');
}

function conflicts({ conflicts: all, values }: ValueFigures): string {
  const names = new Map(values.map(({ id, name }) => [id, name]));
  const found = all.filter(({ q }) => q < sure);
  if (found.length === 0)
    return `  Of ${count(all.length)} pairs with ten conflicts or more, labels favour neither beyond chance: the order is not determined.`;
  const lines = found.slice(0, mostConflicts).map(({ winner, loser, share }) => {
    const whole = (x: number): string => (100 * x).toFixed(0);
    return `  ${names.get(winner)} over ${names.get(loser)}: ${whole(share.value)} % (${whole(share.low)}-${whole(share.high)}) of ${count(share.n)}`;
  });
  const rest = found.length - mostConflicts;
  const even = all.length - found.length;
  return [
    ...lines,
    ...(rest > 0 ? [`  and ${count(rest)} more (--json has all)`] : []),
    ...(even > 0 ? [`  In ${count(even)} other pairs labels favour neither beyond chance.`] : []),
  ].join('\n');
}

/** Values whose net in the group is not what it is over all labels. */
function groupLine({ group, labels, values }: ValueFigures, all: ValueFigures, style: Style): string {
  const overall = new Map(all.values.map(({ id, net }) => [id, net.value]));
  const apart = values
    .filter(({ id, net }) => overall.get(id)! < net.low || overall.get(id)! > net.high)
    .sort((x, y) => Math.abs(y.net.value - overall.get(y.id)!) - Math.abs(x.net.value - overall.get(x.id)!))
    .slice(0, named)
    .map(({ id, name, net }) => `${name} ${signed(net.value, 2)} (all: ${signed(overall.get(id)!, 2)})`);
  const says = apart.length === 0 ? 'nothing apart from all' : apart.join(', ');
  return `\n${style.bold(safeLine(group ?? '', 50))}, ${count(labels)} labels: ${says}`;
}
