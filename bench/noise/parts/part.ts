import type { RewardModel } from '../../../src/reward/rewardModel.ts';
import type { NoisySet } from '../noisySet.ts';

/** What a part of the benchmark is run with. */
export interface PartRun {
  /** Folder of the shared data. */
  readonly folder: string;
  /** The sets that were asked for. */
  readonly sets: readonly NoisySet[];
  /** Fewer seeds and draws: to see that it runs, not for figures. */
  readonly quick: boolean;
  /** Members to run; undefined: those that need no weights. */
  readonly members: readonly RewardModel[] | undefined;
  readonly print: (line: string) => void;
}
