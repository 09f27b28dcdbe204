import assert from 'node:assert/strict';
import fc from 'fast-check';
import { Best } from '../../../src/cli/best.ts';

describe('the best of many', () => {
  it('are those that come first when all are sorted, of equals the earlier', () => {
    const scores = fc.array(fc.integer({ min: 0, max: 5 }), { maxLength: 200 });
    fc.assert(
      fc.property(scores, fc.integer({ min: 0, max: 12 }), (list, most) => {
        const order = (x: readonly [number, number], y: readonly [number, number]): number => y[0] - x[0];
        const best = new Best(most, order);
        const all = list.map((score, i) => [score, i] as const);
        for (const one of all) best.add(one);
        assert.deepEqual(best.all, all.toSorted(order).slice(0, most));
      }),
    );
  });
});
