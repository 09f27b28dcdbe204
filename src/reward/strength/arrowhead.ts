import { cholesky, type Factor, inverse, solve } from './cholesky.ts';

/** A symmetric matrix of independent blocks, bordered by a few rows and columns that all blocks share. */
export interface Arrowhead {
  /** Square blocks, row-major. */
  readonly blocks: readonly Float64Array[];
  readonly sizes: readonly number[];
  /** Per block, its columns of the border, each as long as the block. */
  readonly borders: readonly (readonly Float64Array[])[];
  /** The corner, row-major, as large as the border is wide. */
  readonly corner: Float64Array;
  readonly width: number;
}

/** An arrowhead matrix as factored by blocks, with Schur's complement of the corner. */
export interface ArrowheadFactor {
  readonly blocks: readonly Factor[];
  /** Per block, A^-1 B by columns of the border. */
  readonly reached: readonly (readonly Float64Array[])[];
  readonly corner: Factor | null;
}

/** @returns null if the matrix is not positive definite */
export function factorArrowhead({ blocks, sizes, borders, corner, width }: Arrowhead): ArrowheadFactor | null {
  const factors: Factor[] = [];
  const reached: Float64Array[][] = [];
  const schur = Float64Array.from(corner);
  for (const [c, block] of blocks.entries()) {
    const factor = cholesky(block, sizes[c]!);
    if (factor === null) return null;
    const columns = borders[c]!.map(column => solve(factor, column));
    for (let p = 0; p < width; p++) {
      for (let q = 0; q < width; q++) schur[p * width + q]! -= dot(borders[c]![p]!, columns[q]!);
    }
    factors.push(factor);
    reached.push(columns);
  }
  if (width === 0) return { blocks: factors, reached, corner: null };
  const last = cholesky(schur, width);
  return last === null ? null : { blocks: factors, reached, corner: last };
}

/** Solves for a right side given by blocks and for the corner. */
export function solveArrowhead(
  { blocks, reached, corner }: ArrowheadFactor,
  right: readonly Float64Array[],
  rightCorner: Float64Array,
): { readonly parts: Float64Array[]; readonly corner: Float64Array } {
  const rest = Float64Array.from(rightCorner, (value, p) =>
    right.reduce((sum, part, c) => sum - dot(reached[c]![p]!, part), value),
  );
  const shared = corner === null ? rest : solve(corner, rest);
  const parts = blocks.map((factor, c) => {
    const x = solve(factor, right[c]!);
    for (const [p, column] of reached[c]!.entries()) {
      for (let k = 0; k < x.length; k++) x[k]! -= column[k]! * shared[p]!;
    }
    return x;
  });
  return { parts, corner: shared };
}

/** The block of the inverse that belongs to block c, row-major. */
export function inverseBlock({ blocks, reached, corner }: ArrowheadFactor, c: number): Float64Array {
  const all = inverse(blocks[c]!);
  const size = blocks[c]!.size;
  if (corner === null) return all;
  const spread = inverse(corner);
  const columns = reached[c]!;
  for (const [p, one] of columns.entries()) {
    for (const [q, other] of columns.entries()) {
      const weight = spread[p * columns.length + q]!;
      for (let i = 0; i < size; i++) {
        for (let j = 0; j < size; j++) all[i * size + j]! += weight * one[i]! * other[j]!;
      }
    }
  }
  return all;
}

/** The inverse's corner: the covariance of what all blocks share. */
export function inverseCorner({ corner }: ArrowheadFactor): Float64Array {
  return corner === null ? new Float64Array(0) : inverse(corner);
}

function dot(x: Float64Array, y: Float64Array): number {
  let sum = 0;
  for (let k = 0; k < x.length; k++) sum += x[k]! * y[k]!;
  return sum;
}
