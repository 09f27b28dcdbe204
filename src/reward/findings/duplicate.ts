import type { Comparison } from '../../dataset/comparison.ts';
import { sentence } from '../reason.ts';
import type { Check } from './check.ts';
import { samePairs, winner } from './samePair.ts';

/** The only annotator of a comparison, or null where there is none or several. */
function soleAnnotator(c: Comparison): string | null {
  return c.annotations.length === 1 ? c.annotations[0]!.annotator : null;
}

/**
 * The same prompt and texts (in either order) with the same verdict as an earlier row. Votes of different annotators are
 * no duplicates. The first of several is not reported, so that dropping the finding keeps one.
 */
export const duplicateCheck: Check = {
  kinds: ['duplicate'],
  async run({ comparisons, ensemble }, report) {
    const { items } = ensemble.prepared;
    for (const rows of samePairs(items)) {
      const first = new Map<string, number>();
      for (const i of rows) {
        const c = comparisons[i]!;
        const kept = `${winner(items, ensemble.labels, i) ?? c.label}|${soleAnnotator(c) ?? ''}`;
        const earlier = first.get(kept);
        if (earlier === undefined) {
          first.set(kept, i);
          continue;
        }
        const other = comparisons[earlier]!;
        report(i, {
          kind: 'duplicate',
          score: 1,
          reason: sentence`The same prompt and responses as line ${other.line}${items.a[i] === items.a[earlier] ? '' : ', with the sides exchanged'}, with the same label.`,
          figures: { 'first line': other.line },
          related: [other.row],
        });
      }
    }
  },
};
