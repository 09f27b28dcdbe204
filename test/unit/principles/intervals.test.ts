import assert from 'node:assert/strict';
import { bootstrapShares, clusteredWilson } from '../../../src/principles/evaluate/intervals.ts';

const near = (value: number, expected: number, within: number): void =>
  assert.ok(Math.abs(value - expected) <= within, `${value} is not near ${expected}`);

describe('clusteredWilson', () => {
  it("is Wilson's interval where every label has a prompt of its own", () => {
    const alone = new Map(
      Array.from({ length: 100 }, (_, at) => [at, at < 80 ? ([1, 0] as const) : ([0, 1] as const)]),
    );
    const { value, low, high } = clusteredWilson(80, 20, alone);
    assert.equal(value, 0.8);
    near(low, 0.7112, 5e-4);
    near(high, 0.8666, 5e-4);
  });

  it('counts ten copies of a label as one', () => {
    const alone = new Map(Array.from({ length: 40 }, (_, at) => [at, at < 30 ? ([1, 0] as const) : ([0, 1] as const)]));
    const copies = new Map([...alone].map(([at, [right, wrong]]) => [at, [10 * right, 10 * wrong] as const]));
    const [one, ten] = [clusteredWilson(30, 10, alone), clusteredWilson(300, 100, copies)];
    near(ten.low, one.low, 1e-9);
    near(ten.high, one.high, 1e-9);
  });

  it('is wide without labels, and within [0, 1] where all agree', () => {
    assert.deepEqual(clusteredWilson(0, 0, new Map()), { value: 0.5, low: 0, high: 1 });
    const { value, low, high } = clusteredWilson(5, 0, new Map([[1, [5, 0]]]));
    assert.equal(value, 1);
    assert.ok(low < 0.3 && high === 1);
  });
});

describe('bootstrapShares', () => {
  it('is about two standard errors wide on either side', () => {
    const outcome = Float32Array.from({ length: 400 }, (_, at) => Number(at % 4 !== 0));
    const [share] = bootstrapShares([outcome], Int32Array.from(outcome.keys()), 1);
    assert.equal(share!.value, 0.75);
    near(share!.high - share!.low, 2 * 1.96 * Math.sqrt((0.75 * 0.25) / 400), 0.012);
  });

  it('is wider where labels come in clusters', () => {
    const outcome = Float32Array.from({ length: 400 }, (_, at) => Number(Math.floor(at / 20) % 2));
    const own = bootstrapShares([outcome], Int32Array.from(outcome.keys()), 1)[0]!;
    const clustered = bootstrapShares(
      [outcome],
      Int32Array.from(outcome.keys(), at => Math.floor(at / 20)),
      1,
    )[0]!;
    assert.ok(clustered.high - clustered.low > 3 * (own.high - own.low));
  });

  it('is not certain where all labels agree, and counts a group as one label', () => {
    const all = Float32Array.from({ length: 40 }, () => 1);
    const none = Float32Array.from({ length: 40 }, () => 0);
    const [right, wrong] = bootstrapShares([all, none], Int32Array.from(all.keys()), 1);
    near(right!.low, 40 / (40 + 1.959964 ** 2), 1e-9);
    assert.deepEqual([right!.value, right!.high], [1, 1]);
    near(wrong!.high, 1 - right!.low, 1e-9);
    const [grouped] = bootstrapShares(
      [all],
      Int32Array.from(all.keys(), at => at % 5),
      1,
    );
    near(grouped!.low, 5 / (5 + 1.959964 ** 2), 1e-9);
  });

  it('leaves out what is not known', () => {
    const outcome = Float32Array.from([1, Number.NaN, 0, 1]);
    near(bootstrapShares([outcome], Int32Array.from([0, 1, 2, 3]), 1)[0]!.value, 2 / 3, 1e-9);
  });
});
