import { cellsOf, levels, type Mixture, memberships } from './mixture.ts';

/** A vote as a head sees it: the pair of texts and the side that was preferred, +1 the first, -1 the second. */
export interface PlacingVote {
  readonly unit: number;
  readonly side: 1 | -1;
}

/**
 * Where somebody belongs by a few of their votes: shares of the populations as prior, votes as evidence. Without votes, the
 * shares.
 *
 * @param scores - margin of each unit by each population's head
 * @returns probability of each population, and of voting by chance last
 */
export function placeAnnotator(
  { heads, shares }: Mixture,
  scores: readonly Float64Array[],
  votes: readonly PlacingVote[],
): number[] {
  const ballots = {
    from: Int32Array.of(0, votes.length),
    unit: Int32Array.from(votes, ({ unit }) => unit),
    side: Int8Array.from(votes, ({ side }) => side),
  };
  return byPopulation(memberships(ballots, scores, shares).r, heads.length);
}

/** One person's cells, levels of a population together. */
export function byPopulation(cells: ArrayLike<number>, count: number): number[] {
  const sums = new Array<number>(count + 1).fill(0);
  for (let c = 0; c < cellsOf(count); c++) sums[Math.min(count, Math.floor(c / levels.length))]! += cells[c]!;
  return sums;
}
