import type { Pause } from '../pause.ts';
import type { Excludes, Path, Stands } from './path.ts';

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

/** Least score statistic for which a rule joins: the 95 % point of the normal distribution, one-sided. */
const leastScore = 1.645;

/** Share of rows right with weights on rules; half where the sum is 0. */
function accuracy(stands: Stands, rules: readonly number[], weights: readonly number[]): number {
  const n = stands[0]?.length ?? 0;
  let right = 0;
  for (let row = 0; row < n; row++) {
    let sum = 0;
    for (let i = 0; i < rules.length; i++) sum += weights[i]! * stands[rules[i]!]![row]!;
    right += sum > 1e-9 ? 1 : sum < -1e-9 ? 0 : 0.5;
  }
  return right / n;
}

/**
 * Forward selection for weighted rules: at each step the rule with the largest score statistic, sum m s / sqrt(sum m (1 - m) s^2)
 * with m = 1 - sigma(w . s) under the weights so far, joins, and the weights are fitted again.
 */
export async function weightedPath(stands: Stands, excludes: Excludes, most: number, pause: Pause): Promise<Path> {
  const path: Path = { rules: [], gains: [] };
  const n = stands[0]?.length ?? 0;
  let before = 0.5;
  while (path.rules.length < most) {
    const weights = logisticWeights(stands, path.rules);
    const now = accuracy(stands, path.rules, weights);
    if (path.rules.length > 0) {
      path.gains.push(now - before);
      before = now;
    }
    const misses = new Float64Array(n);
    for (let row = 0; row < n; row++) {
      let margin = 0;
      for (let i = 0; i < weights.length; i++) margin += weights[i]! * stands[path.rules[i]!]![row]!;
      misses[row] = 1 / (1 + Math.exp(margin));
    }
    let best = -1;
    let bestScore = leastScore;
    for (let candidate = 0; candidate < stands.length; candidate++) {
      if (path.rules.includes(candidate) || path.rules.some(rule => excludes(rule, candidate))) continue;
      const column = stands[candidate]!;
      let gradient = 0;
      let curvature = 1;
      for (let row = 0; row < n; row++) {
        const stand = column[row]!;
        if (stand === 0) continue;
        const miss = misses[row]!;
        gradient += miss * stand;
        curvature += miss * (1 - miss);
      }
      const score = gradient / Math.sqrt(curvature);
      if (score > bestScore) {
        best = candidate;
        bestScore = score;
      }
      await pause.due();
    }
    if (best < 0) return path;
    path.rules.push(best);
  }
  path.gains.push(accuracy(stands, path.rules, logisticWeights(stands, path.rules)) - before);
  return path;
}
