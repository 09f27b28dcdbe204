import { calibrationBins, expectedCalibrationError } from '../calibration.ts';
import { checkedShare } from '../checkedShare.ts';
import { accuracyOf } from '../combine.ts';
import type { EnsembleResult } from '../ensembleResult.ts';
import { exactInterval } from '../exactInterval.ts';
import type { Estimate, RandomCheck, ReviewFigures } from '../figures.ts';
import { flagThreshold, isFlagged } from '../flagThreshold.ts';
import { sigmoid } from '../numbers.ts';
import { fewestChecks } from '../randomCheck.ts';
import { anchorsOf, signOf } from '../reviewed.ts';
import { better } from '../wrongness.ts';

/** Bins of a calibration curve over a few dozen verdicts. */
const bins = 5;

/** What verdicts have shown: anchors of the members, the ranked list of itself, the random check of the file. */
export function reviewFigures(ensemble: EnsembleResult): ReviewFigures {
  const anchors = anchorsOf(ensemble.reviews);
  const figures = {
    anchors: anchors.reduce((sum, y) => sum + Math.abs(y), 0),
    onAnchors: accuracyOf(ensemble.margin.map((m, i) => (anchors[i] === 0 ? Number.NaN : anchors[i]! * m))),
    list: listPrecision(ensemble),
    random: randomCheck(ensemble),
  };
  return { ...figures, says: sentences(figures) };
}

/** A reviewed label is judged as it was recorded: by the margin, which never saw it, against the file's threshold. */
function listPrecision({ reviews, margin, p }: EnsembleResult): ReviewFigures['list'] {
  const threshold = flagThreshold(p);
  let reviewed = 0;
  let wrong = 0;
  for (const [i, review] of reviews.entries()) {
    // Those of a random check were not taken from the list.
    if (review === null || review.given === 'random') continue;
    const [recorded, verdict] = [signOf(review.recorded), signOf(review.verdict)];
    if (recorded === 0 || verdict === 0 || !isFlagged(sigmoid(recorded * margin[i]!), threshold)) continue;
    reviewed++;
    if (recorded !== verdict) wrong++;
  }
  const share = exactInterval(wrong, reviewed);
  return share === null ? null : { reviewed, wrong, share };
}

function randomCheck({ reviews, margin, flipRate }: EnsembleResult): RandomCheck | null {
  const rate = checkedShare(reviews);
  if (rate === null) return null;
  const drawn = reviews.map((review, i) => ({ review, margin: margin[i]! })).filter(d => d.review?.given === 'random');
  const agreeing = drawn.map(({ review, margin: m }) => {
    const verdict = signOf(review!.verdict);
    return verdict === 0 ? Number.NaN : verdict * m;
  });
  const known = flipRate.known ? flipRate.rate : 0;
  const truth = calibrationBins(
    agreeing.map(m => better(sigmoid(m), known)),
    bins,
  );
  return {
    n: rate.n,
    wrong: Math.round(rate.value * rate.n),
    undecided: drawn.filter(({ review }) => signOf(review!.verdict) === 0).length,
    rate,
    accuracy: accuracyOf(Float64Array.from(agreeing)),
    calibration: rate.n < fewestChecks ? null : { bins: truth, ece: expectedCalibrationError(truth) },
  };
}

function sentences({ anchors, onAnchors, list, random }: Omit<ReviewFigures, 'says'>): string[] {
  const says: string[] = [];
  if (random !== null) {
    const { wrong, n, rate } = random;
    says.push(
      `Random check: ${wrong} of ${n} labels were wrong, that is ${range(rate)}.` +
        (n < fewestChecks ? ` ${fewestChecks - n} more give the file's flip rate.` : ''),
    );
  }
  if (list !== null) {
    const { reviewed, wrong, share } = list;
    says.push(
      `Of ${reviewed} flagged labels that were reviewed, ${wrong} were wrong: ${range(share)} of what is flagged, and nothing about the rest of the file.`,
    );
  }
  if (anchors > 0 && onAnchors !== null) {
    says.push(`Of ${anchors} verdicts given blind, the ensemble foresaw ${range(onAnchors)}.`);
  }
  return says;
}

function range({ value, low, high }: Estimate): string {
  const percent = (x: number): string => `${(100 * x).toFixed(0)}`;
  return `${percent(value)} % (${percent(low)} to ${percent(high)} %)`;
}
