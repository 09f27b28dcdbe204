import type { PlacedReviewer } from '../../audit/placeReviewer.ts';
import type { AnnotatorQuality } from '../../reward/annotators/annotatorQuality.ts';
import type { AnnotatorsFigures } from '../../reward/annotators/annotatorsFigures.ts';
import type { Estimate } from '../../reward/figures.ts';
import { count, fixed } from './numbers.ts';
import { populationsText } from './populationsText.ts';
import { profilesText } from './profilesText.ts';
import { safeLine } from './safeText.ts';
import type { Style } from './style.ts';
import { textTable } from './textTable.ts';

/** Annotators and pairs of annotators that are printed; `--json` has all. */
const mostAnnotators = 30;
const mostPairs = 10;

/** Agreement of all, each annotator's figures, who disagrees with whom, and who should be looked at. */
export function annotatorsText(figures: AnnotatorsFigures, reviewer: PlacedReviewer | null, style: Style): string {
  const { alpha, annotators, pairs, suspicions, populations, profiles } = figures;
  const agreement =
    alpha === null
      ? 'No pair was judged by two: agreement is not known.'
      : `Krippendorff's alpha ${alpha.value.toFixed(3)} (95 %: ${alpha.low.toFixed(3)} to ${alpha.high.toFixed(3)}, over ${count(alpha.n)} pairs of responses with two votes or more).`;
  const worst = [...pairs].sort((x, y) => x.kappa - y.kappa).slice(0, mostPairs);
  const more = annotators.length > mostAnnotators ? `\n  and ${count(annotators.length - mostAnnotators)} more` : '';
  return [
    agreement,
    '',
    style.bold('Annotators'),
    indented(annotatorsTable(annotators.slice(0, mostAnnotators))) + more,
    ...(worst.length === 0 ? [] : ['', style.bold('Who disagrees most with whom'), indented(pairsTable(worst))]),
    '',
    style.bold('Populations'),
    populationsText(populations),
    ...(reviewer === null ? [] : [reviewerLine(reviewer)]),
    '',
    style.bold('What votes go by'),
    profilesText(profiles),
    '',
    style.bold('To look at'),
    ...(suspicions.length === 0
      ? ['  Nobody stands out.']
      : suspicions.map(({ name, kind, why }) => `  ${safeLine(name, 40)}: ${kind} (${safeLine(why, 200)})`)),
  ].join('\n');
}

/** Where the verdicts of the review file stand among the populations. */
function reviewerLine({ votes, seen, memberships }: PlacedReviewer): string {
  const places = memberships.map((p, k) => {
    const name = k === memberships.length - 1 ? 'by chance' : `population ${k + 1}`;
    return `${name} ${(100 * p).toFixed(0)} %`;
  });
  const leaning = seen > 0 ? ` (${count(seen)} given with the label in view, which may lean on it)` : '';
  return `\n  Your verdicts, ${count(votes)} for a response${leaning}: ${places.join(', ')}.`;
}

function annotatorsTable(annotators: readonly AnnotatorQuality[]): string {
  return textTable(
    [
      { heading: 'annotator' },
      { heading: 'votes', right: true },
      { heading: 'right', right: true },
      { heading: 'as others', right: true },
      { heading: 'first', right: true },
      { heading: 'pull to first', right: true },
      { heading: 'longer', right: true },
      { heading: 'expected', right: true },
      { heading: 's a vote', right: true },
    ],
    annotators.map(({ name, n, accuracy, agreement, first, pull, longer, pace }) => [
      safeLine(name, 30),
      count(n),
      share(accuracy),
      share(agreement),
      share(first),
      pull === null ? '-' : fixed(pull, 2),
      share(longer?.share ?? null),
      longer === null ? '-' : `${(100 * longer.expected).toFixed(0)} %`,
      pace === null ? '-' : pace.toFixed(0),
    ]),
  );
}

function pairsTable(pairs: AnnotatorsFigures['pairs']): string {
  return textTable(
    [
      { heading: 'one' },
      { heading: 'other' },
      { heading: 'in common', right: true },
      { heading: 'agree', right: true },
      { heading: 'kappa', right: true },
    ],
    pairs.map(({ one, other, agreement, kappa }) => [
      safeLine(one, 30),
      safeLine(other, 30),
      count(agreement.n),
      share(agreement),
      fixed(kappa, 2),
    ]),
  );
}

function share(figure: Estimate | null): string {
  if (figure === null) return '-';
  const whole = (x: number): string => (100 * x).toFixed(0);
  return `${whole(figure.value)} % (${whole(figure.low)}-${whole(figure.high)})`;
}

function indented(table: string): string {
  return table.replace(/^/gm, '  ');
}
