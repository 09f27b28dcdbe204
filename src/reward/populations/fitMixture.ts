import type { Pace } from '../pace.ts';
import type { Ballots } from './ballots.ts';
import { maximise } from './maximise.ts';
import { cellsOf, levels, type Mixture, memberships, scoresOf } from './mixture.ts';
import type { UnitDesign } from './unitDesign.ts';

/** A fitted mixture. */
export interface Fitted {
  readonly mixture: Mixture;
  /** People x cells, row by row. */
  readonly r: Float64Array;
  /** Log-likelihood of the votes less the heads' ridge. */
  readonly value: number;
}

/** How long to go on. */
export interface FitOptions {
  readonly ridge: number;
  readonly rounds: number;
}

/** Gain of a round, per person, below which nothing more is to be had. */
const enough = 1e-3;

/** Rows of cells for people whose population is guessed: firm members for the most part. */
export function startFrom(populationOf: ArrayLike<number>, count: number): Float64Array {
  const cells = cellsOf(count);
  const r = new Float64Array(populationOf.length * cells).fill(0.1 / cells);
  for (let person = 0; person < populationOf.length; person++) {
    r[person * cells + populationOf[person]! * levels.length]! += 0.9;
  }
  return r;
}

/** Expectation and maximisation by turns from memberships that are guessed. */
export async function fitMixture(
  design: UnitDesign,
  ballots: Ballots,
  start: Float64Array,
  count: number,
  { ridge, rounds }: FitOptions,
  pace: Pace,
): Promise<Fitted> {
  const zero = Array.from({ length: count }, () => new Float64Array(design.width));
  let stride = 1.5;
  let mixture = maximise(design, ballots, start, zero, { ridge, stride });
  for (let warm = 0; warm < 2; warm++) {
    await pace.step();
    mixture = maximise(design, ballots, start, mixture.heads, { ridge, stride });
  }
  let best: Fitted | null = null;
  for (let round = 0; round < rounds; round++) {
    await pace.step();
    const scores = mixture.heads.map(head => scoresOf(design, head));
    const { r, logLikelihood } = memberships(ballots, scores, mixture.shares);
    const value = logLikelihood - penaltyOf(design, mixture.heads, ridge);
    const gain = best === null ? Number.POSITIVE_INFINITY : value - best.value;
    if (gain < 0) stride /= 2;
    else best = { mixture, r, value };
    if (Math.abs(gain) < enough * (ballots.from.length - 1) || stride < 0.1) break;
    mixture = maximise(design, ballots, best!.r, best!.mixture.heads, { ridge, stride });
  }
  return best!;
}

function penaltyOf({ penalty }: UnitDesign, heads: readonly Float64Array[], ridge: number): number {
  return heads.reduce((sum, head) => sum + 0.5 * ridge * head.reduce((s, w, c) => s + penalty[c]! * w * w, 0), 0);
}
