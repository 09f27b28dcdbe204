import { chosenMargin } from '../ensembleResult.ts';
import { flagThreshold, isFlagged } from '../flagThreshold.ts';
import { knowableAccuracy } from '../flipRate.ts';
import { partedOver } from '../populations/populationViews.ts';
import { response, sentence } from '../reason.ts';
import { type Check, percent, short } from './check.ts';

const words = ['None', 'One', 'Two', 'Three', 'Four', 'Five', 'Six', 'Seven', 'Eight', 'Nine', 'Ten'];

/**
 * Labels that the ensemble contradicts (`flagThreshold` says how clearly). Called `suspect` while the ensemble's
 * accuracy is too low to call it wrong.
 */
export const mislabeledCheck: Check = {
  kinds: ['mislabeled', 'suspect'],
  async run({ ensemble, comparisons, options: { views } }, report) {
    const { p, pWrong, labels, accuracy } = ensemble;
    // An ensemble that can't be told from chance gives an order, and no reason to doubt a label.
    if (ensemble.auroc === null || ensemble.auroc.low <= 0.5) return;
    const threshold = flagThreshold(p);
    const kind = accuracy !== null && accuracy.value >= knowableAccuracy ? 'mislabeled' : 'suspect';
    const used = ensemble.members.filter(member => member.used);
    for (let i = 0; i < comparisons.length; i++) {
      const value = p[i]!;
      if (!isFlagged(value, threshold)) continue;
      // What one population would label so is contested.
      if (views !== undefined && partedOver(views, i, labels[i]! > 0 ? 1 : -1) !== null) continue;
      const said = response(labels[i]! > 0 ? 'a' : 'b');
      const instead = response(labels[i]! > 0 ? 'b' : 'a');
      const figures: Record<string, number | string> = { p: short(value), 'flagged from p': short(1 - threshold) };
      let against = 0;
      let voices = 0;
      for (const member of used) {
        const margin = chosenMargin(member.margins, labels, i);
        if (Number.isNaN(margin)) continue;
        voices++;
        if (margin < 0) against++;
        figures[`margin: ${member.name}`] = short(margin);
      }
      if (!Number.isNaN(pWrong[i]!)) figures['p wrong'] = short(pWrong[i]!);
      const who =
        voices === 1
          ? 'The only member prefers'
          : `${words[against] ?? against} of ${(words[voices] ?? String(voices)).toLowerCase()} members prefer`;
      const doubt = kind === 'suspect' ? ' The ensemble is weak on this file: read it as a hint.' : '';
      report(i, {
        kind,
        score: 1 - value,
        reason: sentence`The label says ${said}. ${who} ${instead}; the ensemble gives the recorded label a probability of ${percent(value)}.${doubt}`,
        figures,
      });
    }
  },
};
