import { softplus } from '../numbers.ts';
import type { Ballots } from './ballots.ts';
import type { UnitDesign } from './unitDesign.ts';

/**
 * How firmly a person follows the head of their population. Levels keep noise apart from values: somebody who votes
 * carelessly is a careless member, and no population of their own. Votes by chance (level 0) belong to nobody's.
 */
export const levels = [1, 0.4] as const;

/**
 * Populations of annotators. Cell k * levels + l holds people of population k at level l, the last cell those who vote by
 * chance.
 */
export interface Mixture {
  /** Weights of components, per population. */
  readonly heads: readonly Float64Array[];
  /** Share of people per cell; they sum to 1. */
  readonly shares: Float64Array;
}

/** Cells of a mixture of `count` populations. */
export function cellsOf(count: number): number {
  return count * levels.length + 1;
}

/** Margin of the first of each pair over the second, by a head. */
export function scoresOf(
  { units, width, z }: Pick<UnitDesign, 'units' | 'width' | 'z'>,
  head: Float64Array,
): Float64Array {
  const scores = new Float64Array(units);
  for (let i = 0, at = 0; i < units; i++) {
    let sum = 0;
    for (let c = 0; c < width; c++) sum += z[at++]! * head[c]!;
    scores[i] = sum;
  }
  return scores;
}

/**
 * The E step: probability of each cell for each person, people x cells, row by row, and the log-likelihood of all votes.
 * R_jc is proportional to share_c times the product over j's votes of sigma(level_c side score_c).
 */
export function memberships(
  ballots: Ballots,
  scores: readonly Float64Array[],
  shares: Float64Array,
): { readonly r: Float64Array; readonly logLikelihood: number } {
  const people = ballots.from.length - 1;
  const cells = cellsOf(scores.length);
  const r = new Float64Array(people * cells);
  const own = new Float64Array(cells);
  let logLikelihood = 0;
  for (let person = 0; person < people; person++) {
    const [start, end] = [ballots.from[person]!, ballots.from[person + 1]!];
    for (let c = 0; c < cells; c++) own[c] = Math.log(shares[c]!);
    own[cells - 1]! -= (end - start) * Math.LN2;
    for (const [k, score] of scores.entries()) {
      for (let v = start; v < end; v++) {
        const agreeing = ballots.side[v]! * score[ballots.unit[v]!]!;
        for (const [l, level] of levels.entries()) own[k * levels.length + l]! -= softplus(-level * agreeing);
      }
    }
    const top = own.reduce((most, value) => Math.max(most, value), Number.NEGATIVE_INFINITY);
    let sum = 0;
    for (let c = 0; c < cells; c++) sum += Math.exp(own[c]! - top);
    for (let c = 0; c < cells; c++) r[person * cells + c] = Math.exp(own[c]! - top) / sum;
    logLikelihood += top + Math.log(sum);
  }
  return { r, logLikelihood };
}
