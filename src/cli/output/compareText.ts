import type { DatasetsComparison } from '../../principles/compare/compareDatasets.ts';
import type { ComparedDataset, CrossReconstruction } from '../../principles/compare/crossReconstruction.ts';
import type { PrincipleFigures } from '../../principles/principlesResult.ts';
import type { Look } from './auditText.ts';
import { count, percent, signed } from './numbers.ts';
import { safeLine } from './safeText.ts';
import { textTable } from './textTable.ts';
import { wrap } from './wrap.ts';

/** Principles that are printed. */
const most = 12;
const points = (value: number): string => signed(100 * value, 1);

const cast = ({ for: right, against }: PrincipleFigures): number => right + against;

const votes = (figures: PrincipleFigures): string =>
  cast(figures) === 0 ? '-' : `${percent(figures.accuracy)} of ${cast(figures)}`;

function crossed(cross: CrossReconstruction | null): string {
  if (cross === null) return 'no constitution';
  if (cross.all === null) return 'no labels';
  const apart = cross.unseen === null ? '' : ` (${percent(cross.unseen.share.value)} on other prompts)`;
  return `${percent(cross.all.share.value)} of ${count(cross.all.n)}${apart}`;
}

const own = ({ result: { reconstruction } }: ComparedDataset): string =>
  reconstruction === null
    ? 'no constitution'
    : `${percent(reconstruction.constitution.value)} of ${count(reconstruction.n)}, held out`;

/** Two datasets or versions side by side, for a terminal. */
export function compareText(
  compared: DatasetsComparison,
  one: ComparedDataset,
  other: ComparedDataset,
  { width, style }: Look,
): string {
  const { principles, tested, labels, oneOnOther, otherOnOne } = compared;
  const [a, b] = [safeLine(one.name, 30), safeLine(other.name, 30)];
  const differ = principles.filter(({ differs }) => differs).length;
  const indent = (text: string): string => text.replace(/^/gm, '  ');
  const said = (text: string): string => `  ${wrap(text, width - 2, '  ')}`;
  const table = textTable(
    [
      { heading: 'the response that' },
      { heading: a, right: true },
      { heading: b, right: true },
      { heading: 'points', right: true },
      { heading: '95 %', right: true },
      { heading: 'differs' },
    ],
    principles
      .filter(({ one: here, other: there }) => cast(here) + cast(there) > 0)
      .slice(0, most)
      .map(({ short, one: here, other: there, difference, differs }) => [
        safeLine(short, 45),
        votes(here),
        votes(there),
        ...(cast(here) === 0 || cast(there) === 0
          ? ['-', '-']
          : [points(difference.value), `${points(difference.low)} to ${points(difference.high)}`]),
        difference.p === null ? 'too few votes' : differs ? 'yes' : 'no',
      ]),
  );
  const constitutions = textTable(
    [{ heading: 'constitution of' }, { heading: `on ${a}` }, { heading: `on ${b}` }],
    [
      [a, own(one), crossed(oneOnOther)],
      [b, crossed(otherOnOne), own(other)],
    ],
  );
  const same =
    labels.both === 0
      ? 'No comparison is in both.'
      : `${count(labels.both)} comparisons are in both, ${count(labels.onlyOne)} only in ${a}, ${count(labels.onlyOther)} only in ${b}. ${count(labels.changes.length)} of those in both have another label: ${count(labels.turned)} turned, ${count(labels.decided)} decided now, ${count(labels.undecided)} undecided now.`;
  return [
    style.bold(`Principles of ${a} and of ${b}`),
    said(
      `${differ} of ${tested} principles tested agree with another share of the labels, at a false discovery rate of 5 % (${principles.length} are in both, one of each two contraries).`,
    ),
    indent(table),
    indent(constitutions),
    said(same),
  ].join('\n\n');
}
