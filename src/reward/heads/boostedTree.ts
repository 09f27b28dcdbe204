import type { Bins } from './bins.ts';
import { addLeaf, emptyTree, partition, type Tree } from './tree.ts';

/** Size and shape of a boosted tree. */
export interface BoostedTreeOptions {
  readonly depth: number;
  /** Ridge on leaf values. */
  readonly lambda: number;
  /** Least sum of second derivatives in a leaf. */
  readonly weight: number;
}

/**
 * Grows one tree of second-order gradient boosting (Friedman 2001; Chen and Guestrin 2016, eq. 6 and 7): a split gains
 * G_l^2 / (H_l + lambda) + G_r^2 / (H_r + lambda) - G^2 / (H + lambda), a leaf is worth -G / (H + lambda).
 *
 * @param order - rows to learn from; permuted in place
 * @param columns - columns that may be split
 */
export function boostedTree(
  bins: Bins,
  order: Int32Array,
  columns: Int32Array,
  gradient: Float32Array,
  curvature: Float32Array,
  options: BoostedTreeOptions,
): Tree {
  const tree = emptyTree();
  const stride = 2 * bins.rows;
  const sums = new Float64Array(64);
  const grow = (from: number, to: number, depth: number): number => {
    let g = 0;
    let h = 0;
    for (let k = from; k < to; k++) {
      g += gradient[order[k]!]!;
      h += curvature[order[k]!]!;
    }
    const node = addLeaf(tree, -g / (h + options.lambda));
    if (depth === 0 || h < 2 * options.weight) return node;
    let best = (g * g) / (h + options.lambda) + 1e-9;
    let column = -1;
    let cut = 0;
    for (const j of columns) {
      const base = j * stride;
      sums.fill(0);
      for (let k = from; k < to; k++) {
        const row = order[k]!;
        const bin = bins.bins[base + row]! << 1;
        sums[bin]! += gradient[row]!;
        sums[bin + 1]! += curvature[row]!;
      }
      let gl = 0;
      let hl = 0;
      for (let bin = 0; bin < 31; bin++) {
        gl += sums[2 * bin]!;
        hl += sums[2 * bin + 1]!;
        const hr = h - hl;
        if (hl < options.weight || hr < options.weight) continue;
        const gr = g - gl;
        const gain = (gl * gl) / (hl + options.lambda) + (gr * gr) / (hr + options.lambda);
        if (gain > best) {
          best = gain;
          column = j;
          cut = bin;
        }
      }
    }
    if (column < 0) return node;
    const middle = partition(order, from, to, bins.bins, column * stride, cut);
    tree.column[node] = column;
    tree.cut[node] = cut;
    tree.left[node] = grow(from, middle, depth - 1);
    tree.right[node] = grow(middle, to, depth - 1);
    return node;
  };
  grow(0, order.length, options.depth);
  return tree;
}
