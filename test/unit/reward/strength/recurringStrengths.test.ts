import assert from 'node:assert/strict';
import { sigmoid } from '../../../../src/reward/numbers.ts';
import { Pace } from '../../../../src/reward/pace.ts';
import { Random } from '../../../../src/reward/random.ts';
import { type Encounters, knownSides } from '../../../../src/reward/strength/encounters.ts';
import { recurringStrengths } from '../../../../src/reward/strength/recurringStrengths.ts';

/** Texts with strengths from -2 to 2 meet at random; after them come pairs of texts that occur once. */
function made(meetings: number, alone: number): { readonly encounters: Encounters; readonly strengths: Float64Array } {
  const random = new Random(5);
  const strengths = Float64Array.from({ length: 40 }, (_, i) => (4 * i) / 39 - 2);
  const n = meetings + alone;
  const [a, b, pair] = [new Float64Array(n), new Float64Array(n), new Float64Array(n)];
  const labels = new Int8Array(n);
  for (let i = 0; i < n; i++) {
    const one = random.below(40);
    const other = (one + 1 + random.below(39)) % 40;
    [a[i], b[i]] = i < meetings ? [1 + one, 1 + other] : [1000 + i, 1_000_000 + i];
    pair[i] = Math.min(a[i]!, b[i]!) * 1e7 + Math.max(a[i]!, b[i]!);
    labels[i] = i >= meetings || random.next() < sigmoid(strengths[one]! - strengths[other]!) ? 1 : -1;
  }
  const none = new Int32Array(n).fill(-1);
  const encounters = { a, b, pair, list: new Float64Array(n), modelA: none, modelB: none, labels };
  return { encounters, strengths };
}

const marginsOf = async (encounters: Encounters): Promise<Float32Array> => {
  const found = await recurringStrengths(encounters, 3, new Pace());
  assert.ok(found.margins !== null);
  return found.margins;
};

describe('strengths over a whole file', function () {
  this.timeout(60_000);

  it('find the stronger text, and say nothing of texts that occur once', async () => {
    const { encounters, strengths } = made(900, 100);
    const margins = await marginsOf(encounters);
    let right = 0;
    let n = 0;
    for (let i = 0; i < 900; i++) {
      const gap = strengths[encounters.a[i]! - 1]! - strengths[encounters.b[i]! - 1]!;
      if (Math.abs(gap) < 1) continue;
      n++;
      if (margins[i]! * gap > 0) right++;
    }
    assert.ok(right > 0.95 * n, `${right} of ${n}`);
    assert.ok(margins.subarray(900).every(Number.isNaN));
  });

  it('never see a label of the same pair, nor of the same list', async () => {
    const { encounters } = made(400, 0);
    const list = new Float64Array(400);
    // A list of three pairs: what is said of one follows from the others.
    for (const i of [7, 8, 9]) list[i] = 77;
    const before = await marginsOf({ ...encounters, list });
    const own = encounters.pair[3]!;
    const rows = [...encounters.pair.keys()];
    for (const turned of [rows.filter(i => encounters.pair[i] === own), [7, 8, 9]]) {
      const labels = encounters.labels.slice();
      for (const i of turned) labels[i]! *= -1;
      const after = await marginsOf({ ...encounters, list, labels });
      for (const i of turned) assert.equal(after[i], before[i], `${i}`);
      assert.notDeepEqual(after, before, 'others have learnt from them');
    }
  });

  it('know models that are met in ten pairs or more, and texts by their model', async () => {
    const n = 200;
    const random = new Random(2);
    const unique = (from: number): Float64Array => Float64Array.from({ length: n }, (_, i) => from + i);
    const modelA = Int32Array.from({ length: n }, (_, i) => i % 3);
    const modelB = Int32Array.from(modelA, (model, i) => (i === 0 ? 3 : (model + 1) % 3));
    const worth = [1, 0, -1, 0];
    const encounters: Encounters = {
      a: unique(1),
      b: unique(1e6),
      pair: unique(1),
      list: new Float64Array(n),
      modelA,
      modelB,
      labels: Int8Array.from(modelA, (model, i) =>
        random.next() < sigmoid(2 * (worth[model]! - worth[modelB[i]!]!)) ? 1 : -1,
      ),
    };
    const margins = await marginsOf(encounters);
    assert.ok(Number.isNaN(margins[0]!), 'a model that was met once');
    for (let i = 1; i < n; i++) {
      assert.equal(Math.sign(margins[i]!), Math.sign(worth[modelA[i]!]! - worth[modelB[i]!]!), `${i}`);
    }
  });

  it('are none where texts hardly recur, with the share', async () => {
    const { encounters } = made(30, 200);
    const found = await recurringStrengths(encounters, 3, new Pace());
    assert.ok(found.margins === null);
    assert.match(found.why, /recur in only 1\d % of the comparisons/);
  });

  it('take two comparisons of the same pair for one', () => {
    const none = Int32Array.of(-1, -1, -1);
    const sides = knownSides({
      a: Float64Array.of(1, 2, 3),
      b: Float64Array.of(2, 1, 4),
      pair: Float64Array.of(5, 5, 6),
      list: new Float64Array(3),
      modelA: none,
      modelB: none,
      labels: Int8Array.of(1, 1, 1),
    });
    assert.deepEqual([...sides.recurs], [0, 0, 0]);
    assert.equal(sides.group[0], sides.group[1]);
  });
});
