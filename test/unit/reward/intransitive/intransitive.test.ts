import assert from 'node:assert/strict';
import { CyclicShare, countedLogOdds } from '../../../../src/reward/intransitive/cyclicShare.ts';
import { intransitivityOf } from '../../../../src/reward/intransitive/intransitivity.ts';
import { maximalLottery } from '../../../../src/reward/intransitive/maximalLottery.ts';
import { skewGain } from '../../../../src/reward/intransitive/skewGain.ts';
import { countCircles, edgesOf, triadsOf } from '../../../../src/reward/intransitive/triads.ts';
import { sigmoid } from '../../../../src/reward/numbers.ts';
import { Random } from '../../../../src/reward/random.ts';
import { cellsOf } from '../../../../src/reward/strength/cells.ts';
import { meetingsOf } from '../../../../src/reward/strength/meetings.ts';
import { type Met, metModels, normal } from '../strength/meetingsFixture.ts';

/** Ids meet at random; `margin` gives the log-odds of i over j. */
function meet(ids: number, n: number, margin: (i: number, j: number) => number, seed: number) {
  const random = new Random(seed);
  return metModels(
    Array.from({ length: n }, (): Met => {
      const i = random.below(ids);
      const j = (i + 1 + random.below(ids - 1)) % ids;
      return { a: `m${i}`, b: `m${j}`, label: random.next() < sigmoid(margin(i, j)) ? 'a' : 'b' };
    }),
  );
}

/** Three kinds of ids, each of which beats the next in nine of ten. */
const circle = (i: number, j: number): number => [0, Math.log(9), -Math.log(9)][(j - i + 300) % 3]!;

describe('intransitivity', () => {
  it('is found where it was planted: what an order cannot predict at all', () => {
    const comparisons = meet(12, 1500, circle, 1);
    const figures = intransitivityOf(comparisons, 'response_model');
    assert.equal(figures.verdict, 'yes');
    assert.ok(figures.gains[0]!.gain.low > 0.1, `${figures.gains[0]!.gain.value}`);
    // 64 of the 220 triads hold one id of each kind; ids of one kind beat one another by chance.
    const { triads } = figures;
    assert.ok(triads!.circles > 60 && triads!.circles > 1.3 * triads!.expected && triads!.pValue < 0.01);
    assert.ok(figures.cyclicShare!.value > 0.7);
    assert.ok(figures.circles.length > 0);
    for (const { ids, wins, losses } of figures.circles) {
      for (let k = 0; k < 3; k++) {
        assert.ok(wins[k]! > losses[k]!);
        const kinds = [ids[k]!, ids[(k + 1) % 3]!].map(id => Number(id.slice(1)) % 3);
        assert.equal((kinds[1]! - kinds[0]! + 3) % 3, 1);
      }
    }
    assert.ok(figures.lottery!.length >= 3);
  });

  it('is not found in orders, where more freedom predicts worse, whatever the seed', () => {
    for (let seed = 0; seed < 6; seed++) {
      const random = new Random(seed);
      const u = Array.from({ length: 12 }, () => normal(random));
      const comparisons = meet(12, 1500, (i, j) => u[i]! - u[j]!, seed);
      const figures = intransitivityOf(comparisons, 'response_model', seed);
      assert.equal(figures.verdict, 'not seen', `seed ${seed}: ${figures.gains.map(g => g.gain.low)}`);
      assert.ok(figures.gains[0]!.gain.value < 0.002);
      assert.ok(figures.triads!.pValue > 0.01);
    }
  });

  it('needs three ids that met, and enough votes', () => {
    const few = intransitivityOf(
      metModels([
        { a: 'x', b: 'y', label: 'a' },
        { a: 'y', b: 'z', label: 'a' },
      ]),
      'response_model',
    );
    assert.deepEqual([few.verdict, few.triads, few.gains], ['cannot tell', null, []]);
    assert.match(few.why, /no three ids/);
    const once = intransitivityOf(
      metModels(
        [
          ['x', 'y'],
          ['y', 'z'],
          ['z', 'x'],
        ].map(([a, b]): Met => ({ a: a!, b: b!, label: 'a' })),
      ),
      'response_model',
    );
    assert.equal(once.verdict, 'cannot tell');
    assert.deepEqual([once.triads!.circles, once.triads!.transitivity, once.zeta], [1, 0, 0]);
    assert.deepEqual(new Set(once.circles[0]!.ids), new Set(['x', 'y', 'z']));
    assert.ok(Math.abs(once.cyclicShare!.value - 1) < 1e-9);
    for (const { weight } of once.lottery!) assert.ok(Math.abs(weight - 1 / 3) < 1e-9);
  });

  it('by chance is a quarter of the triads of coin flips', () => {
    const random = new Random(4);
    const rows: Met[] = [];
    for (let i = 0; i < 60; i++)
      for (let j = 0; j < i; j++) rows.push({ a: `m${i}`, b: `m${j}`, label: random.next() < 0.5 ? 'a' : 'b' });
    const edges = edgesOf(cellsOf(meetingsOf(metModels(rows), 'response_model').meetings));
    const triads = triadsOf(edges, 0);
    const { decided, circles } = countCircles(
      triads,
      edges.map(({ wins, losses }) => Math.sign(wins - losses)),
    );
    assert.equal(decided, (60 * 59 * 58) / 6);
    assert.ok(Math.abs(circles / decided - 0.25) < 0.02);
  });

  it('of a skew part of rank 2 keeps what Bradley-Terry knows', () => {
    const u = [2, 1, 0, -1, -2];
    const met = meetingsOf(
      meet(5, 2000, (i, j) => u[i]! - u[j]!, 2),
      'response_model',
    );
    const { gain, loss } = skewGain(met, 2, 0);
    assert.ok(loss < 0.45 && Math.abs(gain.value) < 0.004);
    assert.equal(gain.n, 2000);
  });
});

describe('the cyclic share', () => {
  it('is 0 for differences and keeps apart what adds up around a circle', () => {
    const edge = (i: number, j: number) => ({ i, j, wins: 3, ties: 1, losses: 2 });
    const edges = [edge(0, 1), edge(1, 2), edge(0, 2), edge(3, 4)];
    const share = new CyclicShare(edges, Int32Array.of(0, 0, 0, 1, 1));
    assert.ok(share.of([1, 2, 3, -1]) < 1e-12);
    // The circle (1, 1, -1) is orthogonal to all differences; beside differences of like size it is half.
    assert.ok(Math.abs(share.of([1, 1, -1, 0]) - 1) < 1e-12);
    assert.ok(Math.abs(share.of([1 + 1, 1 - 1, -1 + 0, 1]) - 3 / 6) < 1e-12);
    assert.equal(countedLogOdds(3, 2, 3), 0);
  });
});

describe('the maximal lottery', () => {
  it('is the winner of all where there is one, and even over a circle', () => {
    const beats = Float64Array.of(0.5, 0.6, 0.9, 0.4, 0.5, 0.7, 0.1, 0.3, 0.5);
    assert.deepEqual([...maximalLottery(beats, 3)], [1, 0, 0]);
    const round = Float64Array.of(0.5, 1, 0, 0, 0.5, 1, 1, 0, 0.5);
    for (const weight of maximalLottery(round, 3)) assert.ok(Math.abs(weight - 1 / 3) < 1e-12);
  });

  it('loses to nobody, for any table', () => {
    const random = new Random(8);
    for (let run = 0; run < 200; run++) {
      const size = 2 + random.below(9);
      const wins = new Float64Array(size * size).fill(0.5);
      for (let i = 0; i < size; i++)
        for (let j = 0; j < i; j++) {
          // Equal entries make the simplex degenerate.
          const p = run % 2 === 0 ? random.next() : random.below(3) / 2;
          wins[i * size + j] = p;
          wins[j * size + i] = 1 - p;
        }
      const lottery = maximalLottery(wins, size);
      for (let j = 0; j < size; j++) {
        const against = lottery.reduce((sum, weight, i) => sum + weight * (wins[i * size + j]! - 0.5), 0);
        assert.ok(against > -1e-9, `run ${run}: loses to ${j} by ${against}`);
      }
    }
  });
});
