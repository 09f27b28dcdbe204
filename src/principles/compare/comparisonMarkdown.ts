import type { Comparison, Label } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import { plain } from '../constitutionMarkdown.ts';
import type { PrincipleFigures, Share } from '../principlesResult.ts';
import type { DatasetCounts, DatasetsComparison, PrincipleChange } from './compareDatasets.ts';
import type { ComparedDataset, CrossReconstruction } from './crossReconstruction.ts';

const percent = (share: number): string => `${(100 * share).toFixed(1)} %`;
const whole = (n: number): string => n.toLocaleString('en');
const points = (value: number): string => `${value < 0 ? '−' : '+'}${Math.abs(100 * value).toFixed(1)}`;
const withInterval = ({ value, low, high }: Share): string => `${percent(value)} (${percent(low)} to ${percent(high)})`;
/** Rows of the tables. */
const mostPrinciples = 20;
const mostChanges = 20;
const excerpt = 80;

const votes = ({ accuracy, for: right, against }: PrincipleFigures): string =>
  right + against === 0 ? 'no votes' : `${percent(accuracy)} of ${whole(right + against)}`;

const row = ({ short, one, other, difference: { value, low, high, p }, differs }: PrincipleChange): string =>
  `| ${plain(short)} | ${votes(one)} | ${votes(other)} | ${points(value)} (${points(low)} to ${points(high)}) | ${p === null ? 'too few votes' : p < 0.001 ? '< 0.001' : p.toFixed(3)} | ${differs ? '**yes**' : p === null ? 'not known' : 'no'} |`;

const list = (texts: readonly string[]): string =>
  texts.length === 0 ? 'none\n' : `\n\n${texts.map(text => `- ${plain(text)}`).join('\n')}\n`;

const countsRow = (name: string, { comparisons, decisive, prompts }: DatasetCounts): string =>
  `| ${plain(name)} | ${whole(comparisons)} | ${whole(decisive)} | ${whole(prompts)} |`;

function crossed(cross: CrossReconstruction | null): string {
  if (cross === null) return 'has no constitution';
  if (cross.all === null) return 'no labels';
  const apart =
    cross.unseen === null
      ? ''
      : `; ${withInterval(cross.unseen.share)} of the ${whole(cross.unseen.n)} on prompts of its own`;
  const silent = cross.silent === 0 ? '' : `; ${cross.silent} of the ${cross.rules} rules have no votes there`;
  return `${withInterval(cross.all.share)} of ${whole(cross.all.n)}${apart}${silent}`;
}

function own({ result: { reconstruction, why } }: ComparedDataset): string {
  return reconstruction === null
    ? plain(why)
    : `${withInterval(reconstruction.constitution)} of ${whole(reconstruction.n)}, held out`;
}

const labelWords = (label: Label | null): string =>
  label === null ? 'none' : label === 'both_bad' ? 'both bad' : label;
const begin = ({ prompt }: Comparison): string => {
  const text = textOf(prompt).replaceAll(/\s+/gu, ' ').trim();
  return plain(text.length > excerpt ? `${text.slice(0, excerpt)}…` : text);
};

function sameComparisons(compared: DatasetsComparison, one: ComparedDataset, other: ComparedDataset): string {
  const { both, onlyOne, onlyOther, changes, turned, decided, undecided } = compared.labels;
  const [a, b] = [plain(one.name), plain(other.name)];
  if (both === 0) return 'No comparison is in both.\n';
  const held = `${whole(both)} comparisons are in both, ${whole(onlyOne)} only in ${a}, ${whole(onlyOther)} only in ${b}.`;
  if (changes.length === 0) return `${held} None of those in both has another label.\n`;
  const rest = changes.length - turned - decided - undecided;
  const lines = changes
    .slice(0, mostChanges)
    .map(
      change =>
        `| ${one.comparisons[change.one]!.line} | ${other.comparisons[change.other]!.line} | ${labelWords(change.from)} | ${labelWords(change.to)} | ${begin(one.comparisons[change.one]!)} |`,
    );
  const more = changes.length > mostChanges ? `\n${whole(changes.length - mostChanges)} more.\n` : '';
  return `${held} Of those in both, ${whole(changes.length)} (${percent(changes.length / both)}) have another label in ${b}: ${whole(turned)} prefer the other response, ${whole(decided)} had no preference before, ${whole(undecided)} have none now${rest > 0 ? `, ${whole(rest)} differ otherwise` : ''}. Labels are in terms of the sides in ${a}.

| line in ${a} | in ${b} | label in ${a} | in ${b} | prompt |
|---|---|---|---|---|
${lines.join('\n')}
${more}`;
}

/** Two datasets' or versions' principles side by side, as Markdown. */
export function comparisonMarkdown(compared: DatasetsComparison, one: ComparedDataset, other: ComparedDataset): string {
  const { principles, tested, shared, onlyOne, onlyOther, alike, counts, groupedBy } = compared;
  const [a, b] = [plain(one.name), plain(other.name)];
  const differ = principles.filter(({ differs }) => differs).length;
  const shown = principles.slice(0, Math.max(Math.min(mostPrinciples, tested), differ));
  return `# Principles of ${a} and of ${b}

| | comparisons | labels that prefer one | prompts |
|---|---|---|---|
${countsRow(one.name, counts.one)}
${countsRow(other.name, counts.other)}

## Principle by principle

Share of the labels that a principle agrees with, where it votes, and the difference in points (${b} less ${a}) with its 95 % interval. ${tested} of ${principles.length} principles (one of each two contraries) have enough votes in both for a test; ${differ === 0 ? 'none differs beyond chance' : `${differ} ${differ === 1 ? 'differs' : 'differ'}`} at a false discovery rate of 5 % over all these tests: of those marked **yes**, one in twenty may be chance. An interval is of its principle alone: of ${tested}, about ${Math.round(tested / 20)} leave out 0 by chance.${alike === null ? '' : ` The strengths of all principles correlate at ${alike.toFixed(2)}.`}

| the response that ... | agrees in ${a} | in ${b} | difference | p | differs |
|---|---|---|---|---|---|
${shown.map(row).join('\n')}
${principles.length > shown.length ? `\n${principles.length - shown.length} more differ less surely or have too few votes.\n` : ''}
## Constitutions

In both: ${list(shared)}
Only in that of ${a}: ${list(onlyOne)}
Only in that of ${b}: ${list(onlyOther)}
A principle in one constitution and not in the other may still hold in both: look at the table above.

Share of labels that each reconstructs, with its 95 % interval:

| constitution of | on ${a} | on ${b} |
|---|---|---|
| ${a} | ${own(one)} | ${crossed(compared.oneOnOther)} |
| ${b} | ${crossed(compared.otherOnOne)} | ${own(other)} |

A dataset's own constitution is selected anew for each fold, without it. ${compared.labels.both > 0 ? 'On comparisons that are in both, a constitution of one has seen labels of the other.' : ''}

## The same comparisons

${sameComparisons(compared, one, other)}
Intervals and tests keep all comparisons of a ${groupedBy} together, also across the two. All labels count, suspect ones too.
`;
}
