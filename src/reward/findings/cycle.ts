import { sentence } from '../reason.ts';
import type { Check } from './check.ts';
import { winner } from './samePair.ts';

/**
 * A > B > C > A on one prompt. A comparison is reported where at least half of the triads that it closes are cycles: in a
 * dense graph with some wrong labels every edge lies in some cycle, but a wrong one in most of its triads.
 */
export const cycleCheck: Check = {
  kinds: ['cycle'],
  async run({ comparisons, ensemble, pace }, report) {
    const { items } = ensemble.prepared;
    const { labels } = ensemble;
    // Net wins of x over y, over all rows that compare them.
    const net = new Map<number, Map<number, number>>();
    const rowOf = new Map<string, number>();
    const add = (x: number, y: number, by: number): void => {
      const of = net.get(x) ?? new Map<number, number>();
      net.set(x, of.set(y, (of.get(y) ?? 0) + by));
    };
    for (let i = 0; i < comparisons.length; i++) {
      const won = winner(items, labels, i);
      const a = items.a[i]!;
      const b = items.b[i]!;
      if (won === null || a === b || items.promptOf[a] !== items.promptOf[b]) continue;
      const lost = won === a ? b : a;
      add(won, lost, 1);
      add(lost, won, -1);
      rowOf.set(`${won},${lost}`, i);
    }
    for (let i = 0; i < comparisons.length; i++) {
      await pace.step();
      const won = winner(items, labels, i);
      if (won === null) continue;
      const lost = won === items.a[i] ? items.b[i]! : items.a[i]!;
      const ofWon = net.get(won);
      const ofLost = net.get(lost);
      if (!ofWon || !ofLost || !((ofWon.get(lost) ?? 0) > 0)) continue;
      let cyclic = 0;
      let triads = 0;
      let third = -1;
      for (const [other, by] of ofLost) {
        const back = ofWon.get(other);
        if (other === won || back === undefined || back === 0 || by === 0) continue;
        triads++;
        if (by > 0 && back < 0) {
          cyclic++;
          third = other;
        }
      }
      if (cyclic === 0 || cyclic < triads / 2) continue;
      const next = rowOf.get(`${lost},${third}`)!;
      const last = rowOf.get(`${third},${won}`)!;
      report(i, {
        kind: 'cycle',
        score: Math.min(0.95, 0.4 + 0.6 * (1 - 1 / (1 + cyclic))) * (cyclic / triads),
        reason: sentence`Preferences go in a circle: the response preferred here loses to one (line ${comparisons[last]!.line}) that loses to the response rejected here (line ${comparisons[next]!.line}). ${cyclic} of the ${triads} triads through this comparison are circles.`,
        figures: { cycles: cyclic, triads },
        related: [comparisons[next]!.row, comparisons[last]!.row],
      });
    }
  },
};
