import { combineJudges } from '../judges/combineJudges.ts';
import { judgeTable } from '../judges/judgeTable.ts';
import type { RewardModel } from '../rewardModel.ts';

/** The judges whose verdicts the file holds, combined by consistency under swapping and by anchors. */
export const judgesMember: RewardModel = {
  id: 'judges',
  name: 'Judges in the file',
  kind: 'judge',
  // From anchors only, never from the recorded labels.
  learns: false,
  async margins({ comparisons, textFolds, anchors }) {
    const judges = judgeTable(comparisons);
    if (judges.length === 0) return { margins: null, why: "the file holds no judges' verdicts" };
    return { margins: combineJudges(judges, anchors ?? new Int8Array(comparisons.length), textFolds) };
  },
};
