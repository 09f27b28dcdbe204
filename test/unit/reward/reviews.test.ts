import assert from 'node:assert/strict';
import fc from 'fast-check';
import { runEnsemble } from '../../../src/reward/ensemble.ts';
import { exactInterval } from '../../../src/reward/exactInterval.ts';
import { makeFigures } from '../../../src/reward/figures/makeFigures.ts';
import { flipRateOf } from '../../../src/reward/flipRate.ts';
import { styleMember } from '../../../src/reward/members/styleMember.ts';
import { Random } from '../../../src/reward/random.ts';
import { randomCheckRows } from '../../../src/reward/randomCheck.ts';
import type { Reviewed } from '../../../src/reward/reviewed.ts';
import type { RewardModel } from '../../../src/reward/rewardModel.ts';
import { weighVoices } from '../../../src/reward/voices.ts';
import { plausibleRates, wrongness, wrongnessRange } from '../../../src/reward/wrongness.ts';
import { listsWin } from './comparisons.ts';

const side = (sign: number): 'a' | 'b' => (sign > 0 ? 'a' : 'b');

describe('an exact interval', () => {
  it('is that of Clopper and Pearson', () => {
    // Published values for 0 of 10, 2 of 10 and 10 of 10.
    const of = (hits: number, n: number): string => {
      const { low, high } = exactInterval(hits, n)!;
      return `${low.toFixed(4)} ${high.toFixed(4)}`;
    };
    assert.deepEqual([of(0, 10), of(2, 10), of(10, 10)], ['0.0000 0.3085', '0.0252 0.5561', '0.6915 1.0000']);
    assert.equal(exactInterval(0, 0), null);
  });

  it('covers the truth at least as often as it says', () => {
    for (const p of [0.03, 0.1, 0.35]) {
      const n = 40;
      let covered = 0;
      let mass = 1;
      const logs = [0];
      for (let k = 1; k <= n; k++) logs.push(logs[k - 1]! + Math.log((n - k + 1) / k));
      mass = 0;
      for (let k = 0; k <= n; k++) {
        const chance = Math.exp(logs[k]! + k * Math.log(p) + (n - k) * Math.log(1 - p));
        mass += chance;
        const { low, high } = exactInterval(k, n)!;
        if (low <= p && p <= high) covered += chance;
      }
      assert.ok(Math.abs(mass - 1) < 1e-9);
      assert.ok(covered >= 0.95, `${covered} at ${p}`);
    }
  });
});

describe('the rows of a random check', () => {
  const keys = Array.from({ length: 2000 }, (_, i) => (i % 50 === 0 ? null : `key ${i % 1500}`));

  it('are the same each time, none twice, none that may not be drawn', () => {
    const rows = randomCheckRows(keys, 7, 100);
    assert.deepEqual(rows, randomCheckRows(keys, 7, 100));
    assert.equal(new Set(rows).size, 100);
    assert.ok(rows.every(row => keys[row] !== null));
    assert.notDeepEqual(rows, randomCheckRows(keys, 8, 100));
    assert.deepEqual(randomCheckRows(keys, 7, 300).slice(0, 100), rows, 'more rows follow, the first stay');
  });

  it('keep their order when other rows leave the pool', () => {
    const rows = randomCheckRows(keys, 7, 50);
    const gone = new Set([rows[3]!, rows[10]!]);
    const fewer = keys.map((key, row) => (gone.has(row) && key !== null && keys.indexOf(key) === row ? null : key));
    const kept = rows.filter(row => fewer[row] !== null);
    const again = randomCheckRows(fewer, 7, 50);
    // Where a key occurs twice its second occurrence may move up; the others keep their order.
    const single = (row: number): boolean => keys.filter(key => key === keys[row]).length === 1;
    assert.deepEqual(
      again.filter(row => kept.includes(row) && single(row)),
      kept.filter(single),
    );
  });

  it('are spread over the file', () => {
    const drawn = randomCheckRows(keys, 3, 400);
    const first = drawn.filter(row => row < 1000).length;
    assert.ok(first > 160 && first < 240, `${first} of 400 in the first half`);
  });
});

describe('p_wrong', () => {
  it('lies within its range, which spans all flip rates that are possible', () => {
    const flipRate = fc.oneof(
      fc.record({
        known: fc.constant(false as const),
        upper: fc.double({ min: 0.01, max: 0.5, noNaN: true }),
        why: fc.constant(''),
      }),
    );
    fc.assert(
      fc.property(
        flipRate,
        fc.double({ min: 0.001, max: 0.999, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (rate, p, at) => {
          const [low, high] = wrongnessRange(p, plausibleRates(rate));
          const e = at * rate.upper;
          const value = wrongness(p, e);
          // Between two steps of the walk the largest value may be missed by a little.
          assert.ok(value >= low - 1e-12 && value <= high + 0.02, `${value} outside ${low} to ${high}`);
        },
      ),
    );
  });

  it('comes from a random check where there is one that is large enough', () => {
    const p = Float64Array.from({ length: 300 }, (_, i) => 0.4 + (i % 3) / 10);
    const accuracy = { value: 0.6, low: 0.55, high: 0.65, n: 300 };
    assert.equal(flipRateOf(p, accuracy, exactInterval(2, 29)).known, false);
    const known = flipRateOf(p, accuracy, exactInterval(6, 40));
    assert.ok(known.known && known.rate === 0.15 && known.low < 0.06 && known.high > 0.29);
  });
});

/** A member that is right about the truth in a share of cases, with a clear margin. */
function knowing(id: string, truth: Int8Array, right: number, seed: number): RewardModel {
  const random = new Random(seed);
  const margins = Float64Array.from(truth, y => (random.next() < right ? y : -y) * (0.5 + random.next()));
  return { id, name: id, kind: 'zero-shot', learns: false, margins: async () => ({ margins }) };
}

describe('verdicts as evidence', function () {
  this.timeout(60_000);
  const n = 400;
  const { comparisons, truth } = listsWin(n, 3);
  const random = new Random(9);
  const wrong = new Set([...random.shuffle(Int32Array.from({ length: n }, (_, i) => i))].slice(0, 60));
  const labels = truth.map((y, i) => (wrong.has(i) ? -y : y) as number);
  /** Verdicts on the rows, true to the truth; labels as decided. */
  const reviewed = (
    rows: Iterable<number>,
    given: Reviewed['given'],
  ): { reviews: (Reviewed | null)[]; labels: Int8Array } => {
    const reviews: (Reviewed | null)[] = comparisons.map(() => null);
    const decided = Int8Array.from(labels);
    for (const row of rows) {
      reviews[row] = { given, recorded: side(labels[row]!), verdict: side(truth[row]!) };
      decided[row] = truth[row]!;
    }
    return { reviews, labels: decided };
  };

  it('gives the flip rate by a random check, and by nothing else', async () => {
    const drawn = randomCheckRows(
      comparisons.map(c => c.key),
      1,
      80,
    );
    const result = await runEnsemble(comparisons, {
      seed: 1,
      seeds: 1,
      members: [styleMember],
      ...reviewed(drawn, 'random'),
    });
    const inSample = drawn.filter(row => wrong.has(row)).length;
    assert.ok(result.flipRate.known && result.flipRate.rate === inSample / 80);
    const { review, expectedWrong } = makeFigures(
      comparisons,
      result,
      comparisons.map(() => []),
      { malformed: 0, annotation: null },
    );
    assert.deepEqual([review.random!.n, review.random!.wrong, review.list, review.anchors], [80, inSample, null, 80]);
    assert.ok(review.random!.calibration !== null);
    for (const row of drawn) assert.ok(Number.isNaN(result.pWrong[row]!) && result.pWrongRange[row] === null);
    const all = expectedWrong.at(-1)!;
    assert.equal(all.first, 320);
    const left = [...wrong].filter(row => !drawn.includes(row)).length;
    assert.ok(all.low <= left && left <= all.high, `${left} wrong labels, between ${all.low} and ${all.high} expected`);

    const blind = await runEnsemble(comparisons, {
      seed: 1,
      seeds: 1,
      members: [styleMember],
      ...reviewed(drawn, 'blind'),
    });
    assert.ok(!blind.flipRate.known || !/random check/.test(blind.flipRate.from));
  });

  it('counts verdicts from the list for the list alone', async () => {
    const flagged = [...wrong].slice(0, 20);
    const right = Array.from({ length: n }, (_, i) => i)
      .filter(i => !wrong.has(i))
      .slice(0, 20);
    const result = await runEnsemble(comparisons, {
      seed: 1,
      seeds: 1,
      members: [styleMember],
      ...reviewed([...flagged, ...right], 'seen'),
    });
    const { review } = makeFigures(
      comparisons,
      result,
      comparisons.map(() => []),
      { malformed: 0, annotation: null },
    );
    assert.deepEqual([review.anchors, review.random], [0, null]);
    assert.ok(review.list!.reviewed >= 18 && review.list!.reviewed <= 24, `${review.list!.reviewed} of the list`);
    assert.ok(review.list!.wrong >= 18 && review.list!.share.low > 0.6);
    assert.ok(!/random check/.test(result.flipRate.known ? result.flipRate.from : ''));
    assert.match(review.says.join(' '), /flagged labels that were reviewed/);
  });

  it('takes in, by blind verdicts, a member that labels which all err alike speak against', async () => {
    // The labels follow lists; the reviewer, and one member, follow something else.
    const other = Int8Array.from(truth, () => (random.next() < 0.5 ? 1 : -1));
    const anchored = [
      ...randomCheckRows(
        comparisons.map(c => c.key),
        2,
        50,
      ),
    ];
    const reviews = comparisons.map((_, row): Reviewed | null =>
      anchored.includes(row) ? { given: 'blind', recorded: side(truth[row]!), verdict: side(other[row]!) } : null,
    );
    const members = [styleMember, knowing('oracle', other, 0.9, 4)];
    const rightOnOther = async (given: (Reviewed | null)[]): Promise<number> => {
      const { margin } = await runEnsemble(comparisons, { seed: 1, seeds: 1, labels: truth, members, reviews: given });
      const rest = comparisons.map((_, i) => i).filter(i => !anchored.includes(i));
      return rest.filter(i => margin[i]! * other[i]! > 0).length / rest.length;
    };
    const without = await rightOnOther(comparisons.map(() => null));
    const withAnchors = await rightOnOther(reviews);
    assert.ok(without < 0.6, `${without} without verdicts`);
    assert.ok(withAnchors > 0.7, `${withAnchors} with 50 verdicts`);
  });

  it('lets no anchor weigh the members that judge its own fold', () => {
    const one = knowing('one', truth, 0.8, 5);
    const two = knowing('two', truth, 0.6, 6);
    return Promise.all(
      [one, two].map(member =>
        member.margins({
          comparisons,
          labels,
          textFolds: { count: 2, of: new Uint8Array(n) },
          pairFolds: { count: 2, of: new Uint8Array(n) },
          seed: 1,
        }),
      ),
    ).then(opinions => {
      const voices = opinions.map((opinion, k) => ({ margins: opinion.margins!, evidence: String(k) }));
      const folds = { count: 2, of: Uint8Array.from({ length: n }, (_, i) => i % 2) };
      const anchors = Int8Array.from(truth, (y, i) => (i < 40 ? y : 0));
      const turned = anchors.map((y, i) => (i % 2 === 0 ? -y : y));
      const before = weighVoices(voices, Int8Array.from(labels), folds, anchors);
      const after = weighVoices(voices, Int8Array.from(labels), folds, turned);
      for (let i = 0; i < n; i += 2) assert.equal(before[i], after[i]);
      assert.ok(before.some((margin, i) => i % 2 === 1 && margin !== after[i]));
    });
  });
});
