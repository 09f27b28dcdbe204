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

/** Where an objective of a file is read. Plain data. */
export type ObjectiveSource =
  | { readonly from: 'scores'; readonly name: string; readonly a: string; readonly b: string }
  | { readonly from: 'labels'; readonly name: string };

/**
 * The objectives of a file: its pairs of scores (`helpfulness_a` and `helpfulness_b`), and, where a few names label nearly
 * every comparison (PKU-SafeRLHF's `helpful` and `safe`), the labels of each.
 */
export function objectiveColumns(comparisons: readonly Comparison[]): ObjectiveColumn[] {
  return objectiveSources(comparisons).map(source => ({
    name: source.name,
    from: source.from,
    margins: inRootMeanSquares(marginsBy(source, comparisons)),
  }));
}

/** Where the objectives of a file are read. */
export function objectiveSources(comparisons: readonly Comparison[]): ObjectiveSource[] {
  const scored = scorePairs(comparisons).map((pair): ObjectiveSource => ({ from: 'scores', ...pair }));
  return [...scored, ...labelled(comparisons)].filter(source => {
    const margins = marginsBy(source, comparisons);
    return (
      margins.filter(value => !Number.isNaN(value)).length >= leastCoverage * comparisons.length &&
      margins.some(value => value > 0 || value < 0)
    );
  });
}

/** What an objective says of a comparison, a minus b, in its own unit; NaN where it says nothing. */
export function objectiveMargin(source: ObjectiveSource, comparison: Comparison): number {
  if (source.from === 'labels') {
    const label = comparison.annotations.find(({ annotator }) => annotator === source.name)?.label ?? null;
    return label === 'a' ? 1 : label === 'b' ? -1 : label === 'tie' ? 0 : Number.NaN;
  }
  // What a verdict has exchanged carries its scores by name, unless they are named after the texts.
  const turn = comparison.turned === true && !/chosen|rejected/.test(source.a) ? -1 : 1;
  const margin = turn * (numberIn(comparison, source.a) - numberIn(comparison, source.b));
  return Number.isFinite(margin) ? margin : Number.NaN;
}

/** Margins divided by their root mean square over the file. */
export function inRootMeanSquares<T extends Float64Array | Float32Array>(margins: T): Float64Array {
  const scale = rootMeanSquare(margins);
  return Float64Array.from(margins, value => (scale === 0 ? value : value / scale));
}

function marginsBy(source: ObjectiveSource, comparisons: readonly Comparison[]): Float64Array {
  return Float64Array.from(comparisons, comparison => objectiveMargin(source, comparison));
}

function labelled(comparisons: readonly Comparison[]): ObjectiveSource[] {
  const names = new Set<string>();
  for (const { annotations } of comparisons) {
    for (const { annotator } of annotations) names.add(annotator);
    if (names.size > mostNames) return [];
  }
  if (names.size < 2) return [];
  return [...names].map(name => ({ from: 'labels', name }));
}
