import type { FactorGroup, FactorTable } from '../../reward/degree/factorTable.ts';
import { csvCell } from './csvCell.ts';
import { count, fixed } from './numbers.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';
import { textTable } from './textTable.ts';

/** Groups that are printed, and the factors of each below the first; `--csv` and `--json` have all. */
const mostGroups = 20;
const mostFactors = 8;
const sure = 0.05;

/** The factors of all labels, and what stands out in each group. */
export function factorsText({ by, equalContent, groups, small }: FactorTable, style: Style): string {
  const [all, ...rest] = groups;
  if (all === undefined) {
    return equalContent
      ? 'No pair with a label says about the same in both responses.'
      : 'No comparison has a label that prefers a response.';
  }
  const what = equalContent ? 'labels of pairs that say about the same' : 'labels';
  const known = all.factors.filter(({ differing }) => differing > 0);
  return [
    `Tau of ${count(all.n)} ${what}: 1 where the response with more of it is always preferred, -1 where never. * p < .05 by Holm.`,
    '',
    style.bold('All labels'),
    textTable(
      [
        { heading: 'factor' },
        { heading: 'tau', right: true },
        { heading: '95 %', right: true },
        { heading: 'differ', right: true },
      ],
      known.map(({ factor, tau, differing, pHolm }) => [
        factor,
        `${fixed(tau.value, 2)}${pHolm < sure ? '*' : ' '}`,
        `${fixed(tau.low, 2)} to ${fixed(tau.high, 2)}`,
        count(differing),
      ]),
    ).replace(/^/gm, '  '),
    ...rest.slice(0, mostGroups).map(group => groupLine(group, all, style)),
    ...(rest.length > mostGroups ? [`and ${count(rest.length - mostGroups)} more (--csv and --json have all)`] : []),
    ...(small > 0 ? ['', `${count(small)} values of ${safeLine(by ?? '', 40)} have fewer than 20 labels.`] : []),
  ].join('\n');
}

/** Factors that are beyond chance in the group, or whose interval does not hold what all labels say. */
function groupLine({ group, n, factors }: FactorGroup, all: FactorGroup, style: Style): string {
  const overall = new Map(all.factors.map(({ factor, tau }) => [factor, tau.value]));
  const says = factors
    .filter(({ pHolm }) => pHolm < sure)
    .slice(0, mostFactors)
    .map(({ factor, tau }) => {
      const of = overall.get(factor)!;
      return `${factor} ${fixed(tau.value, 2)}${of < tau.low || of > tau.high ? ` (all: ${fixed(of, 2)})` : ''}`;
    });
  return `\n${style.bold(safeLine(group ?? '', 50))}, ${count(n)} labels: ${says.length === 0 ? 'nothing beyond chance' : says.join(', ')}`;
}

/** All groups and factors as CSV (RFC 4180). Cells that a spreadsheet would take for a formula are quoted text. */
export function factorsCsv({ groups }: FactorTable): string {
  const lines = groups.flatMap(({ group, n, factors }) =>
    factors.map(({ factor, tau, differing, pHolm }) =>
      [csvCell(group ?? 'all labels'), csvCell(factor), n, differing, tau.value, tau.low, tau.high, pHolm].join(','),
    ),
  );
  return ['group,factor,labels,differing,tau,low,high,p_holm', ...lines].join('\r\n');
}
