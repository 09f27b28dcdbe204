import { fitPanel, panelMargins } from '../judges/combineJudges.ts';
import { judgeTable } from '../judges/judgeTable.ts';
import type { RewardModel } from '../rewardModel.ts';

/** The judges whose verdicts the file holds, combined by consistency under swapping and by anchors. */
export const judgesMember: RewardModel = {
  id: 'judges',
  name: 'Judges in the file',
  kind: 'judge',
  // From anchors only, never from the recorded labels.
  learns: false,
  async margins({ comparisons, textFolds, anchors = new Int8Array(comparisons.length), keep }) {
    const judges = judgeTable(comparisons);
    if (judges.length === 0) return { margins: null, why: "the file holds no judges' verdicts" };
    const panel = fitPanel(judges, anchors, textFolds);
    const known = judges.map(({ name, swapped }) => ({ name, bothOrders: swapped !== null }));
    keep?.({ kind: 'judges', judges: known, panel });
    const each = panelMargins(judges, panel, comparisons.length);
    return { margins: Float64Array.from(comparisons, (_, i) => each[textFolds.of[i]!]![i]!) };
  },
};
