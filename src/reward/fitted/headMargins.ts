import type { Comparison } from '../../dataset/comparison.ts';
import { columnMargin } from '../columns/columnSource.ts';
import { relevanceOf, relevances } from '../encoder/relevance.ts';
import { ngramsUnder } from '../features/ngrams.ts';
import { type Design, denseDesign, sideBySide, sparseDesign } from '../heads/design.ts';
import { type FlatTree, flatLeaf } from '../heads/flatTree.ts';
import { scaled } from '../heads/styleDesign.ts';
import { treeBins } from '../heads/treeDesign.ts';
import type { Items } from '../items.ts';
import { panelMargins } from '../judges/combineJudges.ts';
import { judgeTable } from '../judges/judgeTable.ts';
import { scoreMargin } from '../members/scoreMember.ts';
import { boostingRate } from '../members/treeMember.ts';
import { logit } from '../numbers.ts';
import type { Prepared } from '../prepared.ts';
import type { FittedHead } from './fittedHead.ts';
import type { EncoderReading, Readings } from './readings.ts';

/**
 * r(a) - r(b) of every comparison under the head of each fold.
 *
 * @returns one array where all folds say the same; NaN where what the head asks for is not among the readings
 */
export function headMargins(
  head: FittedHead,
  comparisons: readonly Comparison[],
  prepared: Prepared,
  readings: Readings,
): readonly Float64Array[] {
  const { items, style } = prepared;
  if (head.kind === 'score') return [Float64Array.from(comparisons, scoreMargin)];
  if (head.kind === 'column') return [Float64Array.from(comparisons, c => columnMargin(head.source, c))];
  if (head.kind === 'given') return [readings.margins[head.member] ?? unknown(comparisons)];
  if (head.kind === 'encoder' || head.kind === 'relevance') {
    const reading = readings.vectors[head.encoder];
    if (reading === undefined) return [unknown(comparisons)];
    return head.kind === 'encoder'
      ? encoderMargins(head.weights, reading, items)
      : relevanceMargins(head, reading, prepared);
  }
  if (head.kind === 'judges') {
    return panelMargins(judgeTable(comparisons, head.judges), head.panel, comparisons.length);
  }
  if (head.kind === 'style') {
    const { values, width } = scaled(style, items, head.scaling);
    return linear(denseDesign(values, width), head.weights, items);
  }
  if (head.kind === 'ngram') {
    const blocks = head.blocks.map(table => sparseDesign(ngramsUnder(items.texts, table)));
    return linear(sideBySide(blocks), head.weights, items);
  }
  const bins = treeBins(style, items, [...head.edges]);
  const value = head.kind === 'forest' ? forestValue : boostedValue;
  return head.trees.map(trees =>
    Float64Array.from({ length: bins.rows }, (_, i) => {
      const sumOf = (row: number): number => trees.reduce((sum, tree) => sum + flatLeaf(tree, bins, row), 0);
      return (value(sumOf(i), trees) - value(sumOf(i + bins.rows), trees)) / 2;
    }),
  );
}

function unknown(comparisons: readonly Comparison[]): Float64Array {
  return new Float64Array(comparisons.length).fill(Number.NaN);
}

function encoderMargins(
  weights: readonly Float64Array[],
  { width, responses }: EncoderReading,
  items: Items,
): Float64Array[] {
  return weights.map(of =>
    Float64Array.from(items.a, (a, i) => {
      const b = items.b[i]!;
      let sum = 0;
      // Subtracted in single precision, as the head that was fitted read them.
      for (let j = 0; j < width; j++) {
        sum += Math.fround(responses[a * width + j]! - responses[b * width + j]!) * of[j]!;
      }
      return sum;
    }),
  );
}

function relevanceMargins(
  { median, scales, weights }: Extract<FittedHead, { kind: 'relevance' }>,
  { width, responses, prompts }: EncoderReading,
  prepared: Prepared,
): Float64Array[] {
  const { values } = relevanceOf({ prepared, width, responses, turns: prompts ?? new Float32Array(0) }, median);
  const design = denseDesign(
    values.map((value, at) => value / scales[at % relevances]!),
    relevances,
  );
  return linear(design, weights, prepared.items);
}

function forestValue(sum: number, trees: readonly FlatTree[]): number {
  return logit(sum / trees.length);
}

function boostedValue(sum: number): number {
  return boostingRate * sum;
}

function linear(design: Design, weights: readonly Float64Array[], { a, b }: Items): Float64Array[] {
  const scores = new Float64Array(design.items);
  return weights.map(of => {
    design.scores(of, scores);
    return Float64Array.from(a, (item, i) => scores[item]! - scores[b[i]!]!);
  });
}
