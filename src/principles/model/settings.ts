import type { VoteMode } from './votePrompt.ts';

/** How much a run with a language model does. */
export interface ModelSettings {
  /** Single pairs to propose from. */
  readonly pairs: number;
  /** Groups of unexplained pairs to propose from, and pairs a group. */
  readonly groups: number;
  readonly groupSize: number;
  /** Most principles that are voted on. */
  readonly candidates: number;
  /** Comparisons on which all candidates are voted first; null: all candidates on all comparisons. */
  readonly screen: number | null;
  /** Candidates that pass the screen. */
  readonly survivors: number;
  /** How votes are cast; null: as a calibration on this model says. */
  readonly mode: VoteMode | null;
  /** Ask the model in general too, without a constitution, as a baseline. */
  readonly judge: boolean;
  /** Most tokens (estimated) shown of a prompt and of each response. */
  readonly promptTokens: number;
  readonly responseTokens: number;
}

/** What is done unless said otherwise. */
export const usualSettings: ModelSettings = {
  pairs: 60,
  groups: 12,
  groupSize: 4,
  candidates: 40,
  screen: null,
  survivors: 15,
  mode: null,
  judge: true,
  promptTokens: 500,
  responseTokens: 1000,
};
