import assert from 'node:assert/strict';
import fc from 'fast-check';
import {
  calibrationBins,
  chanceCalibrationError,
  expectedCalibrationError,
  fitSlope,
} from '../../../src/reward/calibration.ts';
import { sigmoid, wilson } from '../../../src/reward/numbers.ts';
import { Random } from '../../../src/reward/random.ts';
import { symmetricAuroc } from '../../../src/reward/symmetricAuroc.ts';
import { fitWeights } from '../../../src/reward/voices.ts';
import { wrongness } from '../../../src/reward/wrongness.ts';

describe('symmetric AUROC', () => {
  it('equals the count over all pairs of both orders', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: -4, max: 4 }), { minLength: 2, maxLength: 30 }), margins => {
        let sum = 0;
        for (const x of margins) for (const y of margins) sum += x + y > 0 ? 1 : x + y === 0 ? 0.5 : 0;
        const expected = sum / margins.length ** 2;
        const found = symmetricAuroc(
          margins,
          margins.map((_, i) => i),
        )!;
        assert.ok(Math.abs(found.value - expected) < 1e-12);
      }),
    );
  });

  it('covers chance in about 95 % of samples without signal', () => {
    const random = new Random(4);
    let covered = 0;
    for (let run = 0; run < 300; run++) {
      const margins = Array.from({ length: 100 }, () => random.next() - 0.5);
      const { low, high } = symmetricAuroc(
        margins,
        margins.map((_, i) => i),
      )!;
      if (low <= 0.5 && high >= 0.5) covered++;
    }
    assert.ok(covered >= 275 && covered <= 297, `${covered} of 300`);
  });
});

describe('calibration', () => {
  it('finds the temperature that was put in', () => {
    const random = new Random(6);
    const agreeing = Float64Array.from({ length: 20_000 }, () => {
      const margin = 4 * (random.next() - 0.5);
      return random.next() < sigmoid(0.7 * margin) ? margin : -margin;
    });
    assert.ok(Math.abs(fitSlope(agreeing, () => true) - 0.7) < 0.03);
  });

  it('gives no weight to margins that point away from the labels', () => {
    assert.equal(
      fitSlope(Float64Array.from([-1, -2, -1, -3]), () => true),
      0,
    );
  });

  it('counts both orders, so that stating .75 for what holds in 60 % is an error of .15', () => {
    const p = Array.from({ length: 1000 }, (_, i) => (i % 10 < 6 ? 0.75 : 0.25));
    assert.ok(Math.abs(expectedCalibrationError(calibrationBins(p, 10)) - 0.15) < 1e-9);
  });

  it('tells the error that exact p show by chance, and the bound that few exceed', () => {
    const random = new Random(8);
    for (const n of [60, 140, 1000]) {
      const stated = Array.from({ length: n }, () => 0.5 + 0.5 * random.next() ** 0.7);
      const { expected, high } = chanceCalibrationError(stated, 10);
      const drawn = Array.from({ length: 2000 }, () =>
        expectedCalibrationError(
          calibrationBins(
            stated.map(p => (random.next() < p ? p : 1 - p)),
            10,
          ),
        ),
      );
      const mean = drawn.reduce((sum, error) => sum + error, 0) / drawn.length;
      const above = drawn.filter(error => error > high).length / drawn.length;
      assert.ok(Math.abs(mean / expected - 1) < 0.06, `${n}: ${mean} beside ${expected}`);
      assert.ok(above > 0.02 && above < 0.08, `${n}: ${above} above ${high}`);
    }
  });
});

describe('p_wrong', () => {
  it('is right on average when labels flip at the given rate', () => {
    const random = new Random(12);
    const e = 0.15;
    let stated = 0;
    let wrong = 0;
    for (let i = 0; i < 50_000; i++) {
      const better = random.next();
      const truth = random.next() < better;
      const recorded = random.next() < e ? !truth : truth;
      const ofTrue = recorded ? better : 1 - better;
      const p = (1 - e) * ofTrue + e * (1 - ofTrue);
      stated += wrongness(p, e);
      if (recorded !== truth) wrong++;
    }
    assert.ok(Math.abs(stated - wrong) < 0.03 * wrong, `${stated} stated, ${wrong} wrong`);
  });

  it('is a probability, and nothing where nothing flips', () => {
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), fc.double({ min: 0, max: 0.5, noNaN: true }), (p, e) => {
        const value = wrongness(p, e);
        assert.ok(value >= 0 && value <= 1);
      }),
    );
    assert.equal(wrongness(0.1, 0), 0);
  });
});

describe('weights of evidence', () => {
  it('trust the kind that knows, and never go below nothing', () => {
    const random = new Random(13);
    const n = 2000;
    const labels = Int8Array.from({ length: n }, () => (random.next() < 0.5 ? 1 : -1));
    const knows = Float64Array.from(labels, y => y + 2 * (random.next() - 0.5));
    const noise = Float64Array.from(labels, () => 2 * (random.next() - 0.5));
    const against = Float64Array.from(labels, y => -0.3 * y + 2 * (random.next() - 0.5));
    const [a, b, c] = fitWeights([knows, noise, against], labels, () => true);
    assert.ok(a! > 1 && Math.abs(b!) < 0.4 * a!, `${a}, ${b}`);
    assert.equal(c, 0);
  });
});

describe('Wilson interval', () => {
  it('is that of the textbook', () => {
    const { low, high } = wilson(8, 10)!;
    assert.ok(Math.abs(low - 0.4902) < 1e-3 && Math.abs(high - 0.9433) < 1e-3);
    assert.equal(wilson(0, 0), null);
  });
});
