import assert from 'node:assert/strict';
import { flagThreshold, isFlagged } from '../../../src/reward/flagThreshold.ts';

describe('the flag of wrong labels', () => {
  it('lies half way between one half and the mean p', () => {
    const p = Float64Array.of(0.9, 0.8, 0.9, 0.2, Number.NaN);
    assert.ok(Math.abs(flagThreshold(p) - (0.5 + 0.7) / 2) < 1e-12);
  });

  it('flags no label that the ensemble prefers, however low the mean', () => {
    const p = Float64Array.of(0.3, 0.2, 0.4, 0.51);
    const threshold = flagThreshold(p);
    assert.equal(threshold, 0.5);
    assert.deepEqual(
      Array.from(p, value => isFlagged(value, threshold)),
      [true, true, true, false],
    );
  });

  it('flags nothing where nothing was judged', () => {
    assert.equal(flagThreshold(Float64Array.of(Number.NaN, Number.NaN)), 1);
    assert.equal(isFlagged(Number.NaN, 1), false);
  });
});
