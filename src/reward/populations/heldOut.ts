import type { Folds } from '../folds.ts';
import { sigmoid } from '../numbers.ts';
import type { Pace } from '../pace.ts';
import { type Ballots, ballotsWhere } from './ballots.ts';
import { type BestFitOptions, bestFit } from './bestFit.ts';
import type { Fitted } from './fitMixture.ts';
import { cellsOf, levels, memberships, scoresOf } from './mixture.ts';
import type { UnitDesign } from './unitDesign.ts';

/** What mixtures say of votes that they did not see. */
export interface HeldOut {
  readonly count: number;
  readonly ridge: number;
  /** Per fold, the mixture fitted without it. */
  readonly fits: readonly Fitted[];
  /** Per person: log-likelihood of their votes, each from memberships by their votes in the other folds. */
  readonly logLikelihood: Float64Array;
  /** Per vote, in the order of the ballots: probability of what the person voted, likewise. */
  readonly probability: Float64Array;
}

/**
 * Cross-validates mixtures of `count` populations: heads and shares are fitted without the units of a fold, and a person's
 * memberships come from their votes on other units alone.
 */
export async function heldOut(
  design: UnitDesign,
  ballots: Ballots,
  folds: Folds,
  count: number,
  options: BestFitOptions,
  pace: Pace,
): Promise<HeldOut> {
  const people = ballots.from.length - 1;
  const logLikelihood = new Float64Array(people);
  const probability = new Float64Array(ballots.unit.length);
  const cells = cellsOf(count);
  const fits: Fitted[] = [];
  for (let fold = 0; fold < folds.count; fold++) {
    const seen = ballotsWhere(ballots, unit => folds.of[unit] !== fold);
    const fitted = await bestFit(design, seen, count, options, pace);
    fits.push(fitted);
    const scores = fitted.mixture.heads.map(head => scoresOf(design, head));
    const { r } = memberships(seen, scores, fitted.mixture.shares);
    for (let person = 0; person < people; person++) {
      for (let v = ballots.from[person]!; v < ballots.from[person + 1]!; v++) {
        if (folds.of[ballots.unit[v]!] !== fold) continue;
        const p = voteProbability(
          r.subarray(person * cells, (person + 1) * cells),
          scores,
          ballots.unit[v]!,
          ballots.side[v]!,
        );
        probability[v] = p;
        logLikelihood[person]! += Math.log(p);
      }
    }
  }
  return { count, ridge: options.ridge, fits, logLikelihood, probability };
}

/** Probability that a person with these memberships votes for a side of a unit. */
export function voteProbability(r: Float64Array, scores: readonly Float64Array[], unit: number, side: number): number {
  let p = 0.5 * r[r.length - 1]!;
  for (const [k, score] of scores.entries()) {
    for (const [l, level] of levels.entries()) p += r[k * levels.length + l]! * sigmoid(level * side * score[unit]!);
  }
  return p;
}

/** Gain in held-out log-likelihood of one count over another, and its standard error over people. */
export function gainOf(more: HeldOut, fewer: HeldOut): { readonly gain: number; readonly error: number } {
  const gains = more.logLikelihood.map((value, person) => value - fewer.logLikelihood[person]!);
  const gain = gains.reduce((sum, g) => sum + g, 0);
  const mean = gain / gains.length;
  const squares = gains.reduce((sum, g) => sum + (g - mean) ** 2, 0);
  return { gain, error: Math.sqrt((squares * gains.length) / Math.max(1, gains.length - 1)) };
}
