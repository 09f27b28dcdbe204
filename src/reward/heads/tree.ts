import type { Bins } from './bins.ts';

/** A binary tree over bins, in flat arrays; node 0 is the root. */
export interface Tree {
  /** Column of the split, or -1 at a leaf. */
  readonly column: number[];
  /** Rows with bin <= cut go left. */
  readonly cut: number[];
  readonly left: number[];
  readonly right: number[];
  readonly value: number[];
}

/** A tree without nodes. */
export function emptyTree(): Tree {
  return { column: [], cut: [], left: [], right: [], value: [] };
}

/** Adds a leaf and returns its number. */
export function addLeaf(tree: Tree, value: number): number {
  tree.column.push(-1);
  tree.cut.push(0);
  tree.left.push(-1);
  tree.right.push(-1);
  tree.value.push(value);
  return tree.column.length - 1;
}

/** Value of the leaf that a row (0 to 2 rows, the second half in the other order) falls into. */
export function leafValue(tree: Tree, { bins, rows }: Bins, row: number): number {
  let node = 0;
  for (let column = tree.column[0]!; column >= 0; column = tree.column[node]!) {
    node = bins[column * 2 * rows + row]! <= tree.cut[node]! ? tree.left[node]! : tree.right[node]!;
  }
  return tree.value[node]!;
}

/** Moves rows with bin <= cut to the front of [from, to) and returns where the rest begins. */
export function partition(
  order: Int32Array,
  from: number,
  to: number,
  bins: Uint8Array,
  base: number,
  cut: number,
): number {
  let low = from;
  let high = to - 1;
  while (low <= high) {
    const row = order[low]!;
    if (bins[base + row]! <= cut) low++;
    else {
      order[low] = order[high]!;
      order[high] = row;
      high--;
    }
  }
  return low;
}
