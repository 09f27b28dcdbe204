import type { Comparison } from '../../dataset/comparison.ts';
import type { AnnotatorsFigures } from '../annotators/annotatorsFigures.ts';
import type { EnsembleResult } from '../ensembleResult.ts';
import type { Estimate, Figures } from '../figures.ts';
import { type Finding, type FindingKind, findingKinds } from '../finding.ts';
import { wilson } from '../numbers.ts';
import { objectivesFigures } from '../objectives/objectivesFigures.ts';
import { anchorsOf } from '../reviewed.ts';
import { adviceOf } from './advice.ts';
import { expectedWrong } from './expectedWrong.ts';
import { annotatorFigures, sourceFigures } from './groupFigures.ts';
import { judgesFigures } from './judgeFigures.ts';
import { longerWins } from './longerWins.ts';
import { reviewFigures } from './reviewFigures.ts';
import { strengthHistogram } from './strengthHistogram.ts';

/**
 * Everything that the audit says of the dataset as a whole, but for what it cost.
 *
 * @param found - findings along `comparisons`
 */
export function makeFigures(
  comparisons: readonly Comparison[],
  ensemble: EnsembleResult,
  found: readonly (readonly Finding[])[],
  { malformed, annotation }: { readonly malformed: number; readonly annotation: AnnotatorsFigures | null },
): Omit<Figures, 'seconds' | 'work'> {
  const count = (label: Comparison['label']): number => comparisons.filter(c => c.label === label).length;
  const findings = Object.fromEntries(findingKinds.map(kind => [kind, 0])) as Record<FindingKind, number>;
  for (const list of found) for (const kind of new Set(list.map(f => f.kind))) findings[kind]++;
  findings.malformed += malformed;
  return {
    comparisons: comparisons.length,
    labelled: count('a') + count('b'),
    ties: count('tie'),
    bothBad: count('both_bad'),
    unlabelled: count(null),
    malformed,
    accuracy: ensemble.accuracy,
    auroc: ensemble.auroc,
    longerWins: longerWins(comparisons, ensemble.labels),
    flipRate: ensemble.flipRate,
    expectedWrong: expectedWrong(ensemble),
    review: reviewFigures(ensemble),
    judges: judgesFigures(comparisons, anchorsOf(ensemble.reviews)),
    calibration: ensemble.calibration,
    strength: strengthHistogram(ensemble.preferenceStrength),
    firstPreferred: firstPreferred(comparisons, ensemble.labels),
    members: ensemble.members.map(
      ({ margins: _margins, head: _head, weights: _weights, objectives: _objectives, ...figures }) => figures,
    ),
    sources: sourceFigures(comparisons, ensemble, found),
    annotators: annotatorFigures(comparisons, ensemble, found),
    annotation,
    objectives: objectivesFigures(comparisons, ensemble.labels),
    findings,
    orientation: ensemble.orientation,
    advice: adviceOf(ensemble, found),
    seed: ensemble.seed,
  };
}

function firstPreferred(comparisons: readonly Comparison[], labels: Int8Array): Estimate | null {
  let first = 0;
  let n = 0;
  for (const [i, c] of comparisons.entries()) {
    if (!c.positioned || labels[i] === 0) continue;
    n++;
    if (labels[i]! > 0) first++;
  }
  return wilson(first, n);
}
