import { sigmoid } from '../numbers.ts';
import type { Pace } from '../pace.ts';
import type { Vote } from '../votes/dawidSkene.ts';
import { inColumns, isColumns, type VoteColumns } from '../votes/voteColumns.ts';

/** How the votes on a pair spread around what the ensemble says of it. */
export interface NextVote {
  /** What the ensemble's margin is multiplied by; 0 where it says nothing of votes. */
  readonly slope: number;
  /** Votes that the ensemble's opinion is worth. */
  readonly worth: number;
}

/** Fewest pairs with two decisive votes or more that the spread is learnt from. */
const leastPairs = 30;
const slopes = [0, 0.1, 0.2, 0.3, 0.4, 0.5, 0.6, 0.8, 1, 1.25, 1.5, 2];
const worths = Array.from({ length: 25 }, (_, k) => 2 ** (k / 2 - 4));

/**
 * Learns how votes spread, from pairs with several of them: k of n votes are for the first of a pair with the chance of a
 * beta-binomial distribution of mean mu = sigma(slope margin) and precision `worth`. Greatest likelihood over a grid of slopes from
 * 0 to 2 and worths from 1/16 to 256.
 *
 * @param margins - the ensemble's out-of-fold margin of the first of each pair over the second; NaN without one
 * @returns null where fewer than 30 pairs have two decisive votes
 */
export async function fitNextVote(
  votes: readonly Vote[],
  margins: ArrayLike<number>,
  pace: Pace,
): Promise<NextVote | null> {
  const [first, second] = tally(votes, margins.length);
  const several = Array.from(margins, (_, unit) => unit).filter(unit => first[unit]! + second[unit]! > 1);
  if (several.length < leastPairs) return null;
  let best: NextVote = { slope: 0, worth: 1 };
  let most = Number.NEGATIVE_INFINITY;
  for (const slope of slopes) {
    const means = several.map(unit => meanOf(slope, margins[unit]!));
    for (const worth of worths) {
      await pace.step();
      let sum = 0;
      for (const [i, unit] of several.entries()) sum += logChance(first[unit]!, second[unit]!, means[i]!, worth);
      if (sum > most) [best, most] = [{ slope, worth }, sum];
    }
  }
  return best;
}

/**
 * Preference degree: the chance that one more annotator of the kind would prefer the first of a pair,
 * (worth mu + votes for it) / (worth + all votes). Unlike the consensus it does not go to 1 with the number of votes.
 */
export function nextVote({ slope, worth }: NextVote, margin: number, first: number, second: number): number {
  return (worth * meanOf(slope, margin) + first) / (worth + first + second);
}

/** Decisive votes for the first and for the second of each pair. */
export function tally(votes: readonly Vote[] | VoteColumns, units: number): [first: Uint32Array, second: Uint32Array] {
  const { comparison, side } = isColumns(votes) ? votes : inColumns(votes);
  const counts: [Uint32Array, Uint32Array] = [new Uint32Array(units), new Uint32Array(units)];
  for (let v = 0; v < comparison.length; v++) counts[side[v]! > 0 ? 0 : 1][comparison[v]!]!++;
  return counts;
}

function meanOf(slope: number, margin: number): number {
  return Number.isNaN(margin) ? 0.5 : Math.min(Math.max(sigmoid(slope * margin), 1e-3), 1 - 1e-3);
}

function logChance(first: number, second: number, mean: number, worth: number): number {
  let sum = 0;
  for (let r = 0; r < first; r++) sum += Math.log(worth * mean + r);
  for (let r = 0; r < second; r++) sum += Math.log(worth * (1 - mean) + r);
  for (let r = 0; r < first + second; r++) sum -= Math.log(worth + r);
  return sum;
}
