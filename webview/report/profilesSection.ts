import type { ReportData } from '../../src/audit/reportData.ts';
import type { VoteProfile } from '../../src/reward/annotators/voteProfiles.ts';
import { annotatorCondition, populationCondition } from '../conditions.ts';
import { el } from './element.ts';
import { factorMatrix, type MatrixGroup } from './factorMatrix.ts';
import { filterLink } from './host.ts';
import { interval, percent, plural, whole } from './numbers.ts';
import { folded, section, table } from './table.ts';

/** Annotators beside each other in the matrix. */
const mostColumns = 6;
const mostRows = 12;

type NamedProfile = MatrixGroup & Pick<VoteProfile, 'degree'>;

/** What the votes of populations and annotators go by, and how firmly they fall. Absent in audits that know nothing of it. */
export function profilesSection({ figures: { annotation } }: ReportData): HTMLElement | null {
  const { all, equalContent, annotators, populations, leftOut } = annotation?.profiles ?? {};
  if (all == null || annotators === undefined || populations === undefined) return null;
  const first = (profile: VoteProfile, name: string): NamedProfile => ({ ...profile, name, condition: null });
  const base = [first(all, 'all votes'), ...(equalContent == null ? [] : [first(equalContent, 'at equal content')])];
  const named = (profile: VoteProfile, conditionOf: (name: string) => string): NamedProfile => ({
    ...profile,
    name: profile.group ?? '',
    condition: conditionOf(profile.group ?? ''),
  });
  const byPopulation = populations.map(one => named(one, name => populationCondition(name, 'for')));
  const byAnnotator = annotators.map(one => named(one, annotatorCondition));
  const groups = [...base, ...byPopulation, ...byAnnotator];
  const rest = groups.slice(mostRows);
  const left =
    leftOut === undefined || leftOut === 0
      ? ''
      : `; ${plural(leftOut, 'annotator')} with fewer than 20 votes ${leftOut === 1 ? 'is' : 'are'} left out`;
  return section(
    'What votes go by',
    `how firmly they fall, and the factors they follow${left}`,
    table('How firmly votes fall', columns, groups.slice(0, mostRows).map(rowOf)),
    rest.length === 0
      ? null
      : folded(`${rest.length} more`, table('How firmly further votes fall', columns, rest.map(rowOf))),
    byPopulation.length === 0
      ? null
      : factorMatrix('What the votes of each population go with', [...base, ...byPopulation]),
    byAnnotator.length === 0
      ? null
      : factorMatrix('What the votes of each annotator go with', [...base, ...byAnnotator.slice(0, mostColumns)]),
  );
}

const columns = [
  { head: 'votes of' },
  { head: 'votes', figures: true },
  {
    head: 'degree',
    figures: true,
    title: 'Chance that one more annotator would vote alike, by the other votes on the pair and the ensemble',
  },
  { head: 'against', figures: true, title: 'Votes with a degree below .5' },
  { head: 'slight', figures: true, title: '.5 to .65' },
  { head: 'clear', figures: true, title: '.65 to .85' },
  { head: 'strong', figures: true, title: '.85 and more' },
];

function rowOf({ name, n, degree, condition }: NamedProfile): (HTMLElement | string)[] {
  const dash = (): HTMLElement => el('span', { class: 'muted' }, '–');
  return [
    condition === null ? name : filterLink(name, { condition, sort: 'p' }, `Show the comparisons: ${name}`),
    whole(n),
    ...(degree === null
      ? [dash(), dash(), dash(), dash(), dash()]
      : [
          interval(degree.mean),
          ...[degree.against, degree.slight, degree.clear, degree.strong].map(share => percent(share)),
        ]),
  ];
}
