import { response, sentence } from '../reason.ts';
import type { Check } from './check.ts';
import { samePairs, winner } from './samePair.ts';

/** The same prompt and texts with opposite labels in different rows. */
export const contradictionCheck: Check = {
  kinds: ['contradiction'],
  async run({ comparisons, ensemble }, report) {
    const { items } = ensemble.prepared;
    for (const rows of samePairs(items)) {
      const wins = rows.map(i => winner(items, ensemble.labels, i));
      const winners = new Set(wins.filter(w => w !== null));
      if (winners.size < 2) continue;
      for (const [k, i] of rows.entries()) {
        if (wins[k] === null) continue;
        const opposed = rows.filter((_, other) => wins[other] !== null && wins[other] !== wins[k]);
        const agreeing = rows.filter((_, other) => wins[other] === wins[k]).length;
        const label = comparisons[i]!.label === 'a' ? 'a' : 'b';
        const lines = opposed.slice(0, 3).map(j => comparisons[j]!.line);
        report(i, {
          kind: 'contradiction',
          score: opposed.length / (opposed.length + agreeing),
          reason: sentence`Here the label says ${response(label)}; ${lines.length === 1 ? 'line' : 'lines'} ${lines.join(', ')} ${lines.length === 1 ? 'prefers' : 'prefer'} the other of the same two responses.`,
          figures: { 'rows that agree': agreeing, 'rows that oppose': opposed.length },
          related: opposed.map(j => comparisons[j]!.row),
        });
      }
    }
  },
};
