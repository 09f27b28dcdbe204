import { sigmoid, softplus } from '../numbers.ts';
import type { Design } from './design.ts';
import { minimise, type Objective } from './lbfgs.ts';

/** Pairs of items with a winner. Arrays run along comparisons. */
export interface Pairs {
  readonly a: Int32Array;
  readonly b: Int32Array;
  /** +1: a won; -1: b won; 0: left out. */
  readonly labels: Int8Array;
}

/**
 * Objective of a Bradley-Terry head without intercept (Bradley and Terry 1952):
 * sum over `rows` of log(1 + exp(-y (s_a - s_b))) + 1/2 sum_j penalty_j w_j^2 with s = phi w.
 *
 * @param rows - comparisons to learn from, all with a winner
 * @param penalty - ridge per weight
 */
export function pairObjective(design: Design, pairs: Pairs, rows: Int32Array, penalty: Float64Array): Objective {
  const scores = new Float64Array(design.items);
  const coefficients = new Float64Array(design.items);
  return (weights, gradient) => {
    design.scores(weights, scores);
    coefficients.fill(0);
    let value = 0;
    for (const row of rows) {
      const a = pairs.a[row]!;
      const b = pairs.b[row]!;
      const y = pairs.labels[row]!;
      const agreeing = y * (scores[a]! - scores[b]!);
      value += softplus(-agreeing);
      const pull = -y * sigmoid(-agreeing);
      coefficients[a]! += pull;
      coefficients[b]! -= pull;
    }
    design.gather(coefficients, gradient);
    for (let j = 0; j < weights.length; j++) {
      const w = weights[j]!;
      value += 0.5 * penalty[j]! * w * w;
      gradient[j]! += penalty[j]! * w;
    }
    return value;
  };
}

/** Fits a head from the start point `weights`, in place. */
export function fitPairs(
  design: Design,
  pairs: Pairs,
  rows: Int32Array,
  penalty: Float64Array,
  weights: Float64Array,
): void {
  minimise(pairObjective(design, pairs, rows, penalty), weights, { iterations: 60, tolerance: 1e-3 });
}

/** Mean log-loss of scores on rows. */
export function logLoss(scores: Float64Array, pairs: Pairs, rows: Int32Array): number {
  let sum = 0;
  for (const row of rows) {
    sum += softplus(-pairs.labels[row]! * (scores[pairs.a[row]!]! - scores[pairs.b[row]!]!));
  }
  return rows.length === 0 ? 0 : sum / rows.length;
}
