import { sigmoid } from '../numbers.ts';
import type { Ballots } from './ballots.ts';
import { cellsOf, levels, type Mixture, scoresOf } from './mixture.ts';
import type { UnitDesign } from './unitDesign.ts';

/** Steps of a head in one M step. */
const steps = 2;

/**
 * The M step: shares (sum_j R_jc + 1) / (people + cells), and for each population some steps toward the head of greatest
 * weighted likelihood with a ridge. A step divides the gradient by a bound of the curvature (Boehning and Lindsay 1988),
 * which is diagonal where the components are uncorrelated with mean square 1: they are over all units, and only nearly so
 * over those that a population voted on, so that the caller shortens the stride where the likelihood falls.
 */
export function maximise(
  design: UnitDesign,
  ballots: Ballots,
  r: Float64Array,
  heads: readonly Float64Array[],
  { ridge, stride }: { readonly ridge: number; readonly stride: number },
): Mixture {
  const cells = cellsOf(heads.length);
  const people = ballots.from.length - 1;
  const shares = new Float64Array(cells).fill(1 / (people + cells));
  for (let at = 0; at < r.length; at++) shares[at % cells]! += r[at]! / (people + cells);
  const improved = heads.map((head, k) => {
    const next = head.slice();
    for (let step = 0; step < steps; step++) ascend(design, ballots, r, cells, k, next, ridge, stride);
    return next;
  });
  return { shares, heads: improved };
}

/** One step of the head of population k, in place. */
function ascend(
  design: UnitDesign,
  { from, unit, side }: Ballots,
  r: Float64Array,
  cells: number,
  k: number,
  head: Float64Array,
  ridge: number,
  stride: number,
): void {
  const { units, width, penalty } = design;
  const scores = scoresOf(design, head);
  const pull = new Float64Array(units);
  let curvature = 0;
  for (let person = 0; person + 1 < from.length; person++) {
    const [start, end] = [from[person]!, from[person + 1]!];
    for (const [l, level] of levels.entries()) {
      const weight = r[person * cells + k * levels.length + l]! * level;
      if (weight < 1e-6) continue;
      for (let v = start; v < end; v++) {
        const u = unit[v]!;
        pull[u]! += weight * side[v]! * sigmoid(-level * side[v]! * scores[u]!);
      }
      curvature += 0.25 * weight * level * (end - start);
    }
  }
  const gradient = Float64Array.from(head, (w, c) => -ridge * penalty[c]! * w);
  gather(design, pull, gradient);
  for (let c = 0; c < width; c++) head[c]! += (stride * gradient[c]!) / (curvature + ridge * penalty[c]! + 1e-9);
}

/** Adds the sum over units of pull_i z_i. */
function gather({ units, width, z }: UnitDesign, pull: Float64Array, gradient: Float64Array): void {
  for (let i = 0, at = 0; i < units; i++, at += width) {
    const p = pull[i]!;
    if (p === 0) continue;
    for (let c = 0; c < width; c++) gradient[c]! += p * z[at + c]!;
  }
}
