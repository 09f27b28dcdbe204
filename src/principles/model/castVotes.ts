import type { ModeTrust } from './calibrate.ts';
import { votePairwise } from './votePairwise.ts';
import { votePointwise } from './votePointwise.ts';
import type { ModelVotes, VoteTask } from './voteTask.ts';

/** Votes in the mode that a calibration found, with its threshold. */
export function castVotes(
  task: VoteTask,
  { mode, threshold }: Pick<ModeTrust, 'mode' | 'threshold'>,
): Promise<ModelVotes> {
  return mode === 'pointwise' ? votePointwise(task, threshold) : votePairwise(task, mode);
}
