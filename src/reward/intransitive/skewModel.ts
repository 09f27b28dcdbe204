import { minimise } from '../heads/lbfgs.ts';
import { sigmoid, softplus } from '../numbers.ts';
import { Random } from '../random.ts';
import type { Cell } from '../strength/cells.ts';
import { priorSd } from '../strength/fitStrengths.ts';

/** Preferences of ids as a Bradley-Terry model and, beside it, planes in which ids beat one another in circles. */
export interface SkewFit {
  readonly ids: number;
  /** Dimensions of the skew-symmetric part, two a plane; 0 for Bradley-Terry alone. */
  readonly rank: number;
  readonly u: Float64Array;
  /** ids x rank, row-major: x and y in the first plane, then in the second. */
  readonly v: Float64Array;
  /** What being shown first adds. */
  readonly side: number;
}

/** Prior of a coordinate in a plane: two ids at a right angle and both at this distance differ by 1 in log-odds. */
const planeSd = 1;
const sideSd = 3;
const starts = 4;

/**
 * Log-odds of i beating j: u_i - u_j + sum over planes of x_i y_j - y_i x_j (general preference model, 2410.02197, with
 * Bradley-Terry as a part of its own instead of a special case). Penalised maximum likelihood by L-BFGS from several random
 * starts, for it is not convex. A tie counts as half a win for each.
 */
export function fitSkew(cells: readonly Cell[], ids: number, rank: number, positioned: boolean, seed: number): SkewFit {
  const size = ids * (1 + rank) + 1;
  const objective = (x: Float64Array, gradient: Float64Array): number => {
    gradient.fill(0);
    let loss = 0;
    const pull = (at: number, sd: number): void => {
      loss += (x[at]! * x[at]!) / (2 * sd * sd);
      gradient[at]! += x[at]! / (sd * sd);
    };
    for (let at = 0; at < ids; at++) pull(at, priorSd);
    for (let at = ids; at < size - 1; at++) pull(at, planeSd);
    pull(size - 1, sideSd);
    for (const { i, j, side, counts } of cells) {
      const s = positioned ? side : 0;
      const [vi, vj] = [ids + i * rank, ids + j * rank];
      let d = x[i]! - x[j]! + s * x[size - 1]!;
      for (let k = 0; k < rank; k += 2) d += x[vi + k]! * x[vj + k + 1]! - x[vi + k + 1]! * x[vj + k]!;
      const won = counts[0]! + counts[1]! / 2;
      const lost = counts[2]! + counts[1]! / 2;
      loss += won * softplus(-d) + lost * softplus(d);
      const slope = lost * sigmoid(d) - won * sigmoid(-d);
      gradient[i]! += slope;
      gradient[j]! -= slope;
      gradient[size - 1]! += s * slope;
      for (let k = 0; k < rank; k += 2) {
        gradient[vi + k]! += slope * x[vj + k + 1]!;
        gradient[vi + k + 1]! -= slope * x[vj + k]!;
        gradient[vj + k]! -= slope * x[vi + k + 1]!;
        gradient[vj + k + 1]! += slope * x[vi + k]!;
      }
    }
    return loss;
  };
  const random = new Random(seed);
  const scratch = new Float64Array(size);
  let best = new Float64Array(size);
  let least = Number.POSITIVE_INFINITY;
  for (let start = 0; start < (rank === 0 ? 1 : starts); start++) {
    const x = Float64Array.from({ length: size }, (_, at) => (at >= ids && at < size - 1 ? random.next() - 0.5 : 0));
    minimise(objective, x, { iterations: 300, tolerance: 1e-6 });
    const loss = objective(x, scratch);
    if (loss < least) {
      least = loss;
      best = x;
    }
  }
  return { ids, rank, u: best.slice(0, ids), v: best.slice(ids, size - 1), side: best[size - 1]! };
}

/** Log-odds of i beating j; `side` 1 where i is shown first, -1 where j is. */
export function skewMargin({ u, v, rank, side: first }: SkewFit, i: number, j: number, side = 0): number {
  let d = u[i]! - u[j]! + side * first;
  for (let k = 0; k < rank; k += 2) {
    d += v[i * rank + k]! * v[j * rank + k + 1]! - v[i * rank + k + 1]! * v[j * rank + k]!;
  }
  return d;
}
