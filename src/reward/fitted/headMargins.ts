import type { Comparison } from '../../dataset/comparison.ts';
import { columnMargin } from '../columns/columnSource.ts';
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

/**
 * r(a) - r(b) of every comparison under the head of each fold.
 *
 * @returns one array where all folds say the same
 */
export function headMargins(
  head: FittedHead,
  comparisons: readonly Comparison[],
  prepared: Prepared,
): readonly Float64Array[] {
  const { items, style } = prepared;
  if (head.kind === 'score') return [Float64Array.from(comparisons, scoreMargin)];
  if (head.kind === 'column') return [Float64Array.from(comparisons, c => columnMargin(head.source, c))];
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
