/** A symmetric positive definite matrix L L', held by its lower triangle L, row by row. */
export interface Factor {
  readonly size: number;
  readonly lower: Float64Array;
}

/** Cholesky's factor of a symmetric matrix (row-major, only its lower triangle is read); null if it is not positive definite. */
export function cholesky(matrix: Float64Array, size: number): Factor | null {
  const lower = new Float64Array(size * size);
  for (let i = 0; i < size; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i * size + j]!;
      for (let k = 0; k < j; k++) sum -= lower[i * size + k]! * lower[j * size + k]!;
      if (i === j) {
        if (!(sum > 0)) return null;
        lower[i * size + i] = Math.sqrt(sum);
      } else {
        lower[i * size + j] = sum / lower[j * size + j]!;
      }
    }
  }
  return { size, lower };
}

/** x of L L' x = right. */
export function solve({ size, lower }: Factor, right: Float64Array): Float64Array {
  const x = Float64Array.from(right);
  for (let i = 0; i < size; i++) {
    let sum = x[i]!;
    for (let k = 0; k < i; k++) sum -= lower[i * size + k]! * x[k]!;
    x[i] = sum / lower[i * size + i]!;
  }
  for (let i = size - 1; i >= 0; i--) {
    let sum = x[i]!;
    for (let k = i + 1; k < size; k++) sum -= lower[k * size + i]! * x[k]!;
    x[i] = sum / lower[i * size + i]!;
  }
  return x;
}

/** (L L')^-1, row-major. */
export function inverse(factor: Factor): Float64Array {
  const { size } = factor;
  const all = new Float64Array(size * size);
  const unit = new Float64Array(size);
  for (let j = 0; j < size; j++) {
    unit.fill(0);
    unit[j] = 1;
    all.set(solve(factor, unit), j * size);
  }
  return all;
}
