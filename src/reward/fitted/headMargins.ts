import { columnMargin } from '../columns/columnSource.ts';
import { relevanceOf, relevances } from '../encoder/relevance.ts';
import { denseDesign, type ItemDesign } from '../heads/design.ts';
import { type FlatTree, treeSums } from '../heads/flatTree.ts';
import { panelMargins } from '../judges/combineJudges.ts';
import { judgeTable } from '../judges/judgeTable.ts';
import { scoreMargin } from '../members/scoreMember.ts';
import { boostingRate } from '../members/treeMember.ts';
import { logit } from '../numbers.ts';
import type { FittedHead } from './fittedHead.ts';
import type { HeadInputs } from './headInputs.ts';
import type { EncoderReading } from './readings.ts';

/** What a head says of comparisons, r(a) - r(b), fold by fold. */
export interface HeadMargins {
  /** 1 where all folds say the same. */
  readonly folds: number;
  /** Margins of some rows under a fold, along the rows; NaN where what the head asks for is not among the readings. */
  under(fold: number, rows: Int32Array): Float64Array;
}

/** What a head says of the comparisons that its inputs are of. */
export function headMargins(head: FittedHead, inputs: HeadInputs): HeadMargins {
  const { comparisons, readings } = inputs;
  if (head.kind === 'score') return byRow(1, (_, row) => scoreMargin(comparisons[row]!));
  if (head.kind === 'column') return byRow(1, (_, row) => columnMargin(head.source, comparisons[row]!));
  if (head.kind === 'given') {
    const given = readings.margins[head.member];
    return byRow(1, (_, row) => given?.[row] ?? Number.NaN);
  }
  if (head.kind === 'encoder' || head.kind === 'relevance') {
    const reading = readings.vectors[head.encoder];
    if (reading === undefined) return byRow(head.weights.length, () => Number.NaN);
    return head.kind === 'encoder'
      ? encoderMargins(head.weights, reading, inputs)
      : relevanceMargins(head, reading, inputs);
  }
  if (head.kind === 'judges') {
    const margins = panelMargins(judgeTable(comparisons, head.judges), head.panel, comparisons.length);
    return byRow(margins.length, (fold, row) => margins[fold]![row]!);
  }
  if (head.kind === 'style') return linear(inputs.style(head), head.weights, inputs);
  if (head.kind === 'ngram') return linear(inputs.ngrams(head), head.weights, inputs);
  const value = head.kind === 'forest' ? forestValue : boostedValue;
  return {
    folds: head.trees.length,
    under: (fold, rows) => {
      const trees = head.trees[fold]!;
      const { own, turned } = treeSums(trees, inputs.bins(head, rows));
      return own.map((sum, k) => (value(sum, trees) - value(turned[k]!, trees)) / 2);
    },
  };
}

function byRow(folds: number, margin: (fold: number, row: number) => number): HeadMargins {
  return { folds, under: (fold, rows) => Float64Array.from(rows, row => margin(fold, row)) };
}

function encoderMargins(
  weights: readonly Float64Array[],
  { width, responses }: EncoderReading,
  { prepared: { items } }: HeadInputs,
): HeadMargins {
  return byRow(weights.length, (fold, row) => {
    const of = weights[fold]!;
    const [a, b] = [items.a[row]! * width, items.b[row]! * width];
    let sum = 0;
    // Subtracted in single precision, as the head that was fitted read them.
    for (let j = 0; j < width; j++) sum += Math.fround(responses[a + j]! - responses[b + j]!) * of[j]!;
    return sum;
  });
}

function relevanceMargins(
  { median, scales, weights }: Extract<FittedHead, { kind: 'relevance' }>,
  { width, responses, prompts }: EncoderReading,
  inputs: HeadInputs,
): HeadMargins {
  const { prepared } = inputs;
  const { values } = relevanceOf({ prepared, width, responses, turns: prompts ?? new Float32Array(0) }, median);
  const design = denseDesign(
    values.map((value, at) => value / scales[at % relevances]!),
    relevances,
  );
  return linear(design, weights, inputs);
}

function forestValue(sum: number, trees: readonly FlatTree[]): number {
  return logit(sum / trees.length);
}

function boostedValue(sum: number): number {
  return boostingRate * sum;
}

function linear(
  design: ItemDesign,
  weights: readonly Float64Array[],
  { prepared: { items } }: HeadInputs,
): HeadMargins {
  return byRow(weights.length, (fold, row) => {
    const of = weights[fold]!;
    return design.score(of, items.a[row]!) - design.score(of, items.b[row]!);
  });
}
