import { cholesky, type Factor, solve } from '../strength/cholesky.ts';
import type { Edge } from './triads.ts';

/** Finds how much of the log-odds no order explains, for many outcomes of the same edges. */
export class CyclicShare {
  readonly #edges: readonly Edge[];
  readonly #local: Int32Array;
  readonly #component: Int32Array;
  readonly #sizes: number[] = [];
  readonly #factors: Factor[];

  /** @param component - component of each id */
  constructor(edges: readonly Edge[], component: Int32Array) {
    this.#edges = edges;
    this.#component = component;
    this.#local = Int32Array.from(component, c => {
      this.#sizes[c] = (this.#sizes[c] ?? 0) + 1;
      return this.#sizes[c] - 1;
    });
    const laplacians = this.#sizes.map(size => new Float64Array(size * size));
    for (const { i, j, wins, ties, losses } of edges) {
      const weight = wins + ties + losses;
      const c = component[i]!;
      const [x, y, size] = [this.#local[i]!, this.#local[j]!, this.#sizes[c]!];
      const matrix = laplacians[c]!;
      matrix[x * size + x]! += weight;
      matrix[y * size + y]! += weight;
      matrix[x * size + y]! -= weight;
      matrix[y * size + x]! -= weight;
    }
    this.#factors = laplacians.map((matrix, c) => {
      const size = this.#sizes[c]!;
      // The sum of a component is free: what holds it at 0 leaves all differences as they are.
      for (let at = 0; at < matrix.length; at++) matrix[at]! += 1 / size;
      return cholesky(matrix, size)!;
    });
  }

  /**
   * Weighted least squares of y = u_i - u_j (HodgeRank: Jiang, Lim, Yao, Ye 2011): the share of the weighted sum of squares that
   * is left, 0 (one order says it all) to 1 (none says anything).
   *
   * @param y - log-odds along the edges
   */
  of(y: ArrayLike<number>): number {
    const right = this.#sizes.map(size => new Float64Array(size));
    for (const [at, { i, j, wins, ties, losses }] of this.#edges.entries()) {
      const pull = (wins + ties + losses) * y[at]!;
      right[this.#component[i]!]![this.#local[i]!]! += pull;
      right[this.#component[i]!]![this.#local[j]!]! -= pull;
    }
    const u = right.map((part, c) => solve(this.#factors[c]!, part));
    let all = 0;
    let rest = 0;
    for (const [at, { i, j, wins, ties, losses }] of this.#edges.entries()) {
      const of = u[this.#component[i]!]!;
      const weight = wins + ties + losses;
      all += weight * y[at]! ** 2;
      rest += weight * (y[at]! - of[this.#local[i]!]! + of[this.#local[j]!]!) ** 2;
    }
    return all === 0 ? 0 : rest / all;
  }
}

/** Log-odds of i beating j as counted, half a win added to both sides and ties halved. */
export function countedLogOdds(wins: number, ties: number, losses: number): number {
  return Math.log((wins + ties / 2 + 0.5) / (losses + ties / 2 + 0.5));
}
