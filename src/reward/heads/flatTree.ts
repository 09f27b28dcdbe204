import type { Bins } from './bins.ts';
import type { Tree } from './tree.ts';

/** A tree in typed arrays, to be kept. Node 0 is the root; children stand behind their parent. */
export interface FlatTree {
  /** Column of the split, or -1 at a leaf. */
  readonly column: Int16Array;
  /** Rows with bin <= cut go left. */
  readonly cut: Uint8Array;
  readonly left: Int32Array;
  readonly right: Int32Array;
  readonly value: Float32Array;
}

/** A grown tree in typed arrays. */
export function flatTree({ column, cut, left, right, value }: Tree): FlatTree {
  return {
    column: Int16Array.from(column),
    cut: Uint8Array.from(cut),
    left: Int32Array.from(left),
    right: Int32Array.from(right),
    value: Float32Array.from(value),
  };
}

/** Value of the leaf that a row falls into, as `leafValue`. */
export function flatLeaf(tree: FlatTree, { bins, rows }: Bins, row: number): number {
  let node = 0;
  for (let column = tree.column[0]!; column >= 0; column = tree.column[node]!) {
    node = bins[column * 2 * rows + row]! <= tree.cut[node]! ? tree.left[node]! : tree.right[node]!;
  }
  return tree.value[node]!;
}
