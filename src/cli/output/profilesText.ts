import type { DegreeFigures, VoteProfile, VoteProfiles } from '../../reward/annotators/voteProfiles.ts';
import { count, fixed } from './numbers.ts';
import { safeLine } from './safeText.ts';
import { textTable } from './textTable.ts';

/** Annotators that are printed, and factors of each; `--json` has all. */
const mostAnnotators = 15;
const mostFactors = 5;
const sure = 0.05;

/** What votes go by, and how firmly they fall: all, then each population and annotator. */
export function profilesText({ all, equalContent, annotators, populations, leftOut }: VoteProfiles): string {
  if (all === null) return '  Not known: fewer than 20 votes prefer a response.';
  const groups: [name: string, profile: VoteProfile][] = [
    ['all votes', all],
    ...(equalContent === null ? [] : [['at equal content', equalContent] as [string, VoteProfile]]),
    ...populations.map((profile): [string, VoteProfile] => [profile.group ?? '', profile]),
    ...annotators.slice(0, mostAnnotators).map((profile): [string, VoteProfile] => [profile.group ?? '', profile]),
  ];
  const more = annotators.length - mostAnnotators;
  const overall = new Map(all.factors.map(({ factor, tau }) => [factor, tau.value]));
  return [
    table(groups),
    ...(more > 0 ? [`  and ${count(more)} more`] : []),
    '  degree: the chance that one more annotator would vote alike. Tau of factors beyond chance (p < .05 by Holm):',
    ...groups.map(
      ([name, profile]) => `  ${safeLine(name, 40)}: ${factorsOf(profile, profile === all ? null : overall)}`,
    ),
    ...(leftOut > 0
      ? [`  ${count(leftOut)} annotators are not shown: they have fewer than 20 votes, or 200 have more.`]
      : []),
  ].join('\n');
}

function table(groups: readonly (readonly [string, VoteProfile])[]): string {
  return textTable(
    [
      { heading: 'votes of' },
      { heading: 'votes', right: true },
      { heading: 'degree', right: true },
      { heading: 'against', right: true },
      { heading: 'slight', right: true },
      { heading: 'clear', right: true },
      { heading: 'strong', right: true },
    ],
    groups.map(([name, { n, degree }]) => [safeLine(name, 30), count(Math.round(n)), ...degreeCells(degree)]),
  ).replace(/^/gm, '  ');
}

function degreeCells(degree: DegreeFigures | null): string[] {
  if (degree === null) return ['-', '-', '-', '-', '-'];
  const { mean, against, slight, clear, strong } = degree;
  const mark = `${fixed(mean.value, 2)} (${fixed(mean.low, 2)}-${fixed(mean.high, 2)})`;
  return [mark, ...[against, slight, clear, strong].map(share => `${(100 * share).toFixed(0)} %`)];
}

/** Factors beyond chance; what all votes say stands beside where it lies outside the interval. */
function factorsOf({ factors }: VoteProfile, overall: ReadonlyMap<string, number> | null): string {
  const found = factors.filter(({ pHolm }) => pHolm < sure);
  if (found.length === 0) return 'nothing beyond chance';
  const rest = found.length - mostFactors;
  return (
    found
      .slice(0, mostFactors)
      .map(({ factor, tau }) => {
        const of = overall?.get(factor) ?? tau.value;
        const apart = of < tau.low || of > tau.high ? ` (all: ${fixed(of, 2)})` : '';
        return `${factor} ${fixed(tau.value, 2)}${apart}`;
      })
      .join(', ') + (rest > 0 ? ` and ${rest} more` : '')
  );
}
