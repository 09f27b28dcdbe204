import type { Folds } from '../folds.ts';
import type { Pace } from '../pace.ts';
import { type Ballots, ballotsWhere } from './ballots.ts';
import { maximise } from './maximise.ts';
import { cellsOf, levels, scoresOf } from './mixture.ts';
import type { UnitDesign } from './unitDesign.ts';

/** M steps from heads of 0: each is two steps toward the maximum of a concave function. */
const rounds = 20;
const ridge = 30;

/**
 * Whether a head for all says each held-out vote, and whether the head of the vote's own group does, by the heads of a
 * mixture with known memberships. Votes of a group stand together in the ballots.
 *
 * @returns along the ballots: 1 right, 0 wrong, 1/2 where a head can't tell
 */
export async function groupHeads(
  design: UnitDesign,
  ballots: Ballots,
  folds: Folds,
  pace: Pace,
): Promise<{ readonly single: Float64Array; readonly own: Float64Array }> {
  const groups = ballots.from.length - 1;
  const single = new Float64Array(ballots.unit.length);
  const own = new Float64Array(ballots.unit.length);
  const right = (score: number, side: number): number => (Math.sign(score * side) + 1) / 2;
  for (let fold = 0; fold < folds.count; fold++) {
    const seen = ballotsWhere(ballots, unit => folds.of[unit] !== fold);
    const alone = await headsOf(design, seen, new Int32Array(groups), 1, pace);
    const apart = await headsOf(
      design,
      seen,
      Int32Array.from({ length: groups }, (_, g) => g),
      groups,
      pace,
    );
    for (let group = 0; group < groups; group++) {
      for (let v = ballots.from[group]!; v < ballots.from[group + 1]!; v++) {
        const unit = ballots.unit[v]!;
        if (folds.of[unit] !== fold) continue;
        single[v] = right(alone[0]![unit]!, ballots.side[v]!);
        own[v] = right(apart[group]![unit]!, ballots.side[v]!);
      }
    }
  }
  return { single, own };
}

/** Scores of heads with a group each, by which head serves the group. */
async function headsOf(
  design: UnitDesign,
  ballots: Ballots,
  headOf: Int32Array,
  count: number,
  pace: Pace,
): Promise<Float64Array[]> {
  const cells = cellsOf(count);
  const r = new Float64Array(headOf.length * cells);
  for (const [group, head] of headOf.entries()) r[group * cells + head * levels.length] = 1;
  let heads: readonly Float64Array[] = Array.from({ length: count }, () => new Float64Array(design.width));
  for (let round = 0; round < rounds; round++) {
    await pace.step();
    heads = maximise(design, ballots, r, heads, { ridge, stride: 1 }).heads;
  }
  return heads.map(head => scoresOf(design, head));
}
