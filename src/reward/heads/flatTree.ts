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

/** Bins of some pairs, those of one order of one pair side by side: first all pairs in their own order, then in the other. */
export interface RowBins {
  /** Number of pairs. */
  readonly rows: number;
  readonly width: number;
  readonly bins: Uint8Array;
}

/** @param rows - places of pairs in the bins */
export function rowBins({ bins, rows: all, width }: Bins, rows: Int32Array): RowBins {
  const n = rows.length;
  const beside = new Uint8Array(2 * n * width);
  for (let j = 0; j < width; j++) {
    const base = j * 2 * all;
    for (let k = 0; k < n; k++) {
      beside[k * width + j] = bins[base + rows[k]!]!;
      beside[(k + n) * width + j] = bins[base + all + rows[k]!]!;
    }
  }
  return { rows: n, width, bins: beside };
}

/** Sums over trees of the leaves that pairs fall into, in their own order and in the other. A tree at a time stays in the cache. */
export function treeSums(
  trees: readonly FlatTree[],
  { bins, rows, width }: RowBins,
): { readonly own: Float64Array; readonly turned: Float64Array } {
  const sums = new Float64Array(2 * rows);
  for (const { column, cut, left, right, value } of trees) {
    for (let k = 0; k < sums.length; k++) {
      const at = k * width;
      let node = 0;
      for (let split = column[0]!; split >= 0; split = column[node]!) {
        node = bins[at + split]! <= cut[node]! ? left[node]! : right[node]!;
      }
      sums[k]! += value[node]!;
    }
  }
  return { own: sums.subarray(0, rows), turned: sums.subarray(rows) };
}
