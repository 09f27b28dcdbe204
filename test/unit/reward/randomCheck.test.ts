import assert from 'node:assert/strict';
import fc from 'fast-check';
import { randomCheckRows } from '../../../src/reward/randomCheck.ts';

const key = (i: number): string => `key ${i}`;

describe('a random check', () => {
  it('draws the same rows again, more after them, and leaves the order of the rest when some leave the pool', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 400 }),
        fc.integer(),
        fc.nat(60),
        fc.nat(60),
        fc.array(fc.nat(399), { maxLength: 40 }),
        (size, seed, n, more, gone) => {
          const keys = Array.from({ length: size }, (_, i) => key(i));
          const first = randomCheckRows(keys, seed, n);
          assert.equal(first.length, Math.min(n, size));
          assert.equal(new Set(first).size, first.length);
          assert.deepEqual(randomCheckRows(keys, seed, n + more).slice(0, n), first);
          const without = new Set(gone);
          const rest = randomCheckRows(
            keys.map((one, row) => (without.has(row) ? null : one)),
            seed,
            size,
          );
          assert.deepEqual(
            rest,
            randomCheckRows(keys, seed, size).filter(row => !without.has(row)),
          );
        },
      ),
      { numRuns: 60 },
    );
  });

  it('takes a few of many as it takes all of them, in any part of the file alike', () => {
    const keys = Array.from({ length: 30_000 }, (_, i) => (i % 7 === 0 ? null : key(i)));
    const all = randomCheckRows(keys, 3, keys.length);
    assert.equal(all.length, keys.filter(one => one !== null).length);
    assert.deepEqual(randomCheckRows(keys, 3, 300), all.slice(0, 300));
    assert.notDeepEqual(randomCheckRows(keys, 4, 300), all.slice(0, 300));
    const tenths = new Array<number>(10).fill(0);
    for (const row of all.slice(0, 2000)) tenths[Math.floor(row / 3000)]!++;
    // Mean 200; five standard deviations.
    for (const n of tenths) assert.ok(Math.abs(n - 200) < 5 * Math.sqrt(180), tenths.join(' '));
  });

  it('tells twins apart by their order', () => {
    const rows = randomCheckRows(['x', 'x', null, 'y'], 0, 9);
    assert.deepEqual(rows.toSorted(), [0, 1, 3]);
  });
});
