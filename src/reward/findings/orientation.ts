import { sentence } from '../reason.ts';
import { type Check, short } from './check.ts';

/** All comparisons of a source whose labels run against what the other sources teach. */
export const orientationCheck: Check = {
  kinds: ['orientation'],
  async run({ comparisons, ensemble }, report) {
    const inverted = new Map(ensemble.sources.filter(s => s.verdict === 'inverted').map(s => [s.source, s]));
    if (inverted.size === 0) return;
    for (const [i, c] of comparisons.entries()) {
      const found = c.source === undefined ? undefined : inverted.get(c.source);
      if (!found || ensemble.labels[i] === 0) continue;
      report(i, {
        kind: 'orientation',
        score: short(Math.min(1, 1.5 - 1.5 * found.auroc.value)),
        reason: sentence`All of source "${found.source.slice(0, 80)}" may be inverted: a head fitted on the other sources prefers what its labels reject (AUROC ${short(found.auroc.value)} on ${found.n} labels, where one half is chance).`,
        figures: { source: found.source, auroc: short(found.auroc.value), comparisons: found.n },
      });
    }
  },
};
