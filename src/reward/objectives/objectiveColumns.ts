import type { Comparison } from '../../dataset/comparison.ts';
import { numberIn, scorePairs } from '../columns/scorePairs.ts';
import { rootMeanSquare } from '../numbers.ts';

/** One of several things that a file says of its responses: a pair of scores, or labels given under a name. */
export interface ObjectiveColumn {
  readonly name: string;
  readonly from: 'scores' | 'labels';
  /** Along the comparisons: a minus b, divided by its root mean square over the file; NaN where there is none. */
  readonly margins: Float64Array;
}

/** Most names under which labels are objectives: more are annotators. */
const mostNames = 8;
/** Share of comparisons that an objective must speak of. */
const leastCoverage = 0.5;

/**
 * The objectives of a file: its pairs of scores (`helpfulness_a` and `helpfulness_b`), and, where a few names label nearly
 * every comparison (PKU-SafeRLHF's `helpful` and `safe`), the labels of each.
 */
export function objectiveColumns(comparisons: readonly Comparison[]): ObjectiveColumn[] {
  const scored = scorePairs(comparisons).map(
    ({ name, a, b }): ObjectiveColumn => ({
      name,
      from: 'scores',
      // What a verdict has exchanged carries its scores by name, unless they are named after the texts.
      margins: scaled(
        Float64Array.from(comparisons, c => {
          const turn = c.turned === true && !/chosen|rejected/.test(a) ? -1 : 1;
          return turn * (numberIn(c, a) - numberIn(c, b));
        }),
      ),
    }),
  );
  return [...scored, ...labelled(comparisons)].filter(
    ({ margins }) =>
      margins.filter(value => !Number.isNaN(value)).length >= leastCoverage * comparisons.length &&
      margins.some(value => value > 0 || value < 0),
  );
}

function labelled(comparisons: readonly Comparison[]): ObjectiveColumn[] {
  const names = new Set<string>();
  for (const { annotations } of comparisons) {
    for (const { annotator } of annotations) names.add(annotator);
    if (names.size > mostNames) return [];
  }
  if (names.size < 2) return [];
  return [...names].map(name => ({
    name,
    from: 'labels',
    margins: scaled(
      Float64Array.from(comparisons, ({ annotations }) => {
        const label = annotations.find(({ annotator }) => annotator === name)?.label ?? null;
        return label === 'a' ? 1 : label === 'b' ? -1 : label === 'tie' ? 0 : Number.NaN;
      }),
    ),
  }));
}

function scaled(margins: Float64Array): Float64Array {
  const finite = margins.map(value => (Number.isFinite(value) ? value : Number.NaN));
  const scale = rootMeanSquare(finite);
  return scale === 0 ? finite : finite.map(value => value / scale);
}
