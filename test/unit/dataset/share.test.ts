import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { KeyIndex, shortKey } from '../../../src/dataset/keyIndex.ts';
import { inShare } from '../../../src/dataset/share.ts';

/** Short keys of so many comparisons, as a file holds them. */
function keys(n: number): number[] {
  const index = new KeyIndex();
  index.add(
    Float64Array.from({ length: n }, (_, i) => shortKey(createHash('sha256').update(`comparison ${i}`).digest('hex'))),
  );
  return Array.from({ length: n }, (_, i) => index.at(i)!);
}

describe('the parts of a file', () => {
  const all = keys(6000);

  it('are disjoint but for the overlap, which every part holds, and together are the file', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 9 }), fc.double({ min: 0, max: 1, noNaN: true }), (parts, overlap) => {
        for (const key of all) {
          const holders = Array.from({ length: parts }, (_, i) => i + 1).filter(part =>
            inShare(key, { part, parts, overlap }),
          );
          assert.ok(holders.length === 1 || holders.length === parts, `${holders.length} of ${parts}`);
        }
      }),
      { numRuns: 30 },
    );
  });

  it('have an overlap as stated, and are of like size', () => {
    for (const parts of [2, 3, 5]) {
      for (const overlap of [0, 0.1, 0.3]) {
        const sizes = Array.from(
          { length: parts },
          (_, i) => all.filter(key => inShare(key, { part: i + 1, parts, overlap })).length,
        );
        const shared = all.filter(
          key => inShare(key, { part: 1, parts, overlap }) && inShare(key, { part: 2, parts, overlap }),
        ).length;
        // Four standard deviations of a binomial share.
        const near = (n: number, share: number) =>
          Math.abs(n - share * all.length) <= 4 * Math.sqrt(share * (1 - share) * all.length);
        assert.ok(near(shared, overlap), `${shared} shared of ${all.length} at ${overlap}`);
        for (const size of sizes) assert.ok(near(size, overlap + (1 - overlap) / parts), `${size} of ${all.length}`);
      }
    }
  });

  it('depend on the comparison alone: rows that come or go, and a larger overlap, take nobody’s rows away', () => {
    fc.assert(
      fc.property(
        fc.shuffledSubarray(all, { minLength: 1, maxLength: 200 }),
        fc.integer({ min: 1, max: 5 }),
        fc.double({ min: 0, max: 0.5, noNaN: true }),
        (some, parts, overlap) => {
          for (let part = 1; part <= parts; part++) {
            const here = new Set(some.filter(key => inShare(key, { part, parts, overlap })));
            for (const key of some) {
              assert.equal(here.has(key), inShare(key, { part, parts, overlap }));
              if (here.has(key)) assert.ok(inShare(key, { part, parts, overlap: overlap + 0.2 }));
            }
          }
        },
      ),
      { numRuns: 50 },
    );
  });

  it('leave a malformed row to the first', () => {
    assert.equal(inShare(-1, { part: 1, parts: 3, overlap: 0 }), true);
    assert.equal(inShare(-1, { part: 2, parts: 3, overlap: 1 }), false);
  });
});
