import type { Comparison } from '../../dataset/comparison.ts';
import type { LanguageModel } from '../../llm/languageModel.ts';
import type { Votes } from '../principle.ts';
import type { AskOptions, Spent } from './askAll.ts';
import type { Fencing } from './fence.ts';

/** Votes that a model is asked for. */
export interface VoteTask {
  readonly model: LanguageModel;
  readonly comparisons: readonly Comparison[];
  /** Places of the comparisons to vote on; votes elsewhere are 0. */
  readonly rows: readonly number[];
  /** Sentences: "Select the response that ...". */
  readonly rules: readonly string[];
  readonly fencing: Fencing;
  readonly ask?: AskOptions;
}

/** How the votes came about. Counts are of single votes: one rule on one comparison. */
export interface VoteCounts {
  /** Asked for. */
  readonly asked: number;
  /** Without a vote because an answer was missing or not of the shape. */
  readonly unusable: number;
  /** Both orders pick the same response. */
  readonly consistent: number;
  /** The orders pick different responses, so the vote is an abstention; and in how many of these A was picked twice. */
  readonly contradictory: number;
  readonly firstTwice: number;
}

/** The votes of a model. */
export interface ModelVotes {
  /** Per rule, along all comparisons. */
  readonly columns: readonly Votes[];
  readonly counts: VoteCounts;
  /** Comparisons of which a text was cut. */
  readonly cut: number;
  readonly spent: Spent;
}
