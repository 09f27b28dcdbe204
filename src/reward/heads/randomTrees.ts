import type { Random } from '../random.ts';
import type { Bins } from './bins.ts';
import { addLeaf, emptyTree, partition, type Tree } from './tree.ts';

/** Size and shape of extremely randomised trees. */
export interface RandomTreesOptions {
  /** Columns tried at each node. */
  readonly tried: number;
  /** Fewest rows (both orders counted) in a leaf. */
  readonly leaf: number;
}

/**
 * Grows one extremely randomised tree (Geurts, Ernst and Wehenkel 2006): at each node some columns are tried, each with
 * one random cut, and the cut that lowers Gini impurity most is kept. Leaf values are shares of wins, shrunk toward 1/2
 * by two pseudo-rows.
 *
 * @param order - rows to learn from (both orders of each pair); permuted in place
 * @param won - 1 where the row's first response won, else 0
 */
export function randomTree(
  bins: Bins,
  order: Int32Array,
  won: Uint8Array,
  options: RandomTreesOptions,
  random: Random,
): Tree {
  const tree = emptyTree();
  const stride = 2 * bins.rows;
  const grow = (from: number, to: number): number => {
    const n = to - from;
    let wins = 0;
    for (let k = from; k < to; k++) wins += won[order[k]!]!;
    const node = addLeaf(tree, (wins + 1) / (n + 2));
    if (n < 2 * options.leaf || wins === 0 || wins === n) return node;
    let best = (wins * wins) / n + ((n - wins) * (n - wins)) / n + 1e-9;
    let column = -1;
    let cut = 0;
    for (let t = 0; t < options.tried; t++) {
      const j = random.below(bins.width);
      const base = j * stride;
      const at = bins.bins[base + order[from + random.below(n)]!]!;
      let leftRows = 0;
      let leftWins = 0;
      for (let k = from; k < to; k++) {
        const row = order[k]!;
        if (bins.bins[base + row]! <= at) {
          leftRows++;
          leftWins += won[row]!;
        }
      }
      const rightRows = n - leftRows;
      if (leftRows < options.leaf || rightRows < options.leaf) continue;
      const rightWins = wins - leftWins;
      const purity =
        (leftWins * leftWins + (leftRows - leftWins) ** 2) / leftRows +
        (rightWins * rightWins + (rightRows - rightWins) ** 2) / rightRows;
      if (purity > best) {
        best = purity;
        column = j;
        cut = at;
      }
    }
    if (column < 0) return node;
    const middle = partition(order, from, to, bins.bins, column * stride, cut);
    tree.column[node] = column;
    tree.cut[node] = cut;
    tree.left[node] = grow(from, middle);
    tree.right[node] = grow(middle, to);
    return node;
  };
  grow(0, order.length);
  return tree;
}
