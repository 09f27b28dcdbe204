import { chosenMargin } from '../ensembleResult.ts';
import { quantile } from '../numbers.ts';
import { sentence } from '../reason.ts';
import { type Check, short } from './check.ts';

/** Members disagree: their spread is among the largest twentieth of the file, and larger than twice their mean. */
export const uncertainCheck: Check = {
  kinds: ['uncertain'],
  async run({ comparisons, ensemble }, report) {
    const used = ensemble.members.filter(member => member.used);
    if (used.length < 3) return;
    const spreads = ensemble.spread.filter(value => !Number.isNaN(value)).sort();
    const wide = quantile(spreads, 0.95);
    const widest = spreads.at(-1) ?? 0;
    for (let i = 0; i < comparisons.length; i++) {
      const spread = ensemble.spread[i]!;
      const strength = ensemble.preferenceStrength[i]!;
      if (!(spread > 0 && spread >= wide && Math.abs(strength) < spread / 2)) continue;
      const margins = used
        .map(member => ({ name: member.name, margin: chosenMargin(member.margins, ensemble.labels, i) }))
        .filter(({ margin }) => !Number.isNaN(margin))
        .sort((x, y) => x.margin - y.margin);
      const least = margins[0]!;
      const most = margins.at(-1)!;
      report(i, {
        kind: 'uncertain',
        score: Math.min(1, spread / Math.max(widest, 1e-9)) * 0.6,
        reason: sentence`Members disagree: ${most.name} is for the recorded label (${short(most.margin)}), ${least.name} against it (${short(least.margin)}).`,
        figures: { spread: short(spread), 'preference strength': short(strength) },
      });
    }
  },
};
