import type { Stands } from './path.ts';

const iterations = 6;

/** Solves the symmetric positive definite system `matrix x = right` by Cholesky's decomposition. */
function solve(matrix: number[][], right: readonly number[]): number[] {
  const k = right.length;
  const lower = matrix.map(row => row.map(() => 0));
  for (let i = 0; i < k; i++) {
    for (let j = 0; j <= i; j++) {
      let sum = matrix[i]![j]!;
      for (let m = 0; m < j; m++) sum -= lower[i]![m]! * lower[j]![m]!;
      lower[i]![j] = i === j ? Math.sqrt(sum) : sum / lower[j]![j]!;
    }
  }
  const middle: number[] = [];
  for (let i = 0; i < k; i++) {
    let sum = right[i]!;
    for (let m = 0; m < i; m++) sum -= lower[i]![m]! * middle[m]!;
    middle.push(sum / lower[i]![i]!);
  }
  const solution = new Array<number>(k).fill(0);
  for (let i = k - 1; i >= 0; i--) {
    let sum = middle[i]!;
    for (let m = i + 1; m < k; m++) sum -= lower[m]![i]! * solution[m]!;
    solution[i] = sum / lower[i]![i]!;
  }
  return solution;
}

/**
 * Weights of rules by logistic regression without an intercept: maximises sum log sigma(w . s) - |w|^2 / 2 over the rows,
 * s their stands, by Newton's method. A weight below zero would turn the rule's meaning, so it becomes 0.
 */
export function logisticWeights(stands: Stands, rules: readonly number[]): number[] {
  const k = rules.length;
  const columns = rules.map(rule => stands[rule]!);
  const n = columns[0]?.length ?? 0;
  let weights = new Array<number>(k).fill(0);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const gradient = weights.map(weight => -weight);
    const hessian = weights.map((_, i) => weights.map((_, j) => (i === j ? 1 : 0)));
    for (let row = 0; row < n; row++) {
      let margin = 0;
      for (let i = 0; i < k; i++) margin += weights[i]! * columns[i]![row]!;
      const miss = 1 / (1 + Math.exp(margin));
      const curvature = miss * (1 - miss);
      for (let i = 0; i < k; i++) {
        const stand = columns[i]![row]!;
        if (stand === 0) continue;
        gradient[i]! += miss * stand;
        for (let j = 0; j <= i; j++) hessian[i]![j]! += curvature * stand * columns[j]![row]!;
      }
    }
    for (let i = 0; i < k; i++) for (let j = i + 1; j < k; j++) hessian[i]![j] = hessian[j]![i]!;
    const move = solve(hessian, gradient);
    weights = weights.map((weight, i) => weight + move[i]!);
  }
  return weights.map(weight => Math.max(0, weight));
}
