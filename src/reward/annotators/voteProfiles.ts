import type { FactorInfluence } from '../degree/factorInfluence.ts';
import type { NextVote } from '../degree/nextVote.ts';
import type { Estimate } from '../figures.ts';

/**
 * How firmly the votes of a group fall. The degree of a vote is the chance that one more annotator would vote alike, by the other
 * votes on the pair and the ensemble (`nextVote`).
 */
export interface DegreeFigures {
  /** Mean degree, 0 to 1; interval (95 %) clustered by prompt. */
  readonly mean: Estimate;
  /** Shares of the votes by their degree; they sum to 1: below ½, to .65, to .85, and above. */
  readonly against: number;
  readonly slight: number;
  readonly clear: number;
  readonly strong: number;
}

/** What the votes of a group go by, and how firmly they fall. */
export interface VoteProfile {
  /** Name of the annotator or the population; null for all. */
  readonly group: string | null;
  /** Votes that prefer a response; those of a population by their people's memberships. */
  readonly n: number;
  /** Null where fewer than 30 pairs have two votes. */
  readonly degree: DegreeFigures | null;
  /** Every factor, by the size of its tau. */
  readonly factors: readonly FactorInfluence[];
}

/** Profiles of the votes of a file (factors after PROFILE, 2410.06965). */
export interface VoteProfiles {
  /** All votes; null where there are fewer than 20. */
  readonly all: VoteProfile | null;
  /** Votes on pairs that say about the same (AdParaphrase, 2502.04674): what is left is wording. Null below 20. */
  readonly equalContent: VoteProfile | null;
  /** Annotators with 20 votes or more, most votes first; at most 200. */
  readonly annotators: readonly VoteProfile[];
  /** Populations in their order; empty where there are no two. */
  readonly populations: readonly VoteProfile[];
  /** How votes on a pair spread, which degrees are computed by; null where fewer than 30 pairs have two votes. */
  readonly spread: NextVote | null;
  /** Annotators with fewer votes, or beyond the 200. */
  readonly leftOut: number;
}
