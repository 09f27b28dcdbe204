import assert from 'node:assert/strict';
import { fitPairs, pairObjective } from '../../../src/reward/heads/bradleyTerry.ts';
import { denseDesign, sideBySide, sparseDesign } from '../../../src/reward/heads/design.ts';
import { flatTree, rowBins, treeSums } from '../../../src/reward/heads/flatTree.ts';
import { minimise } from '../../../src/reward/heads/lbfgs.ts';
import { randomTree } from '../../../src/reward/heads/randomTrees.ts';
import { leafValue } from '../../../src/reward/heads/tree.ts';
import { sigmoid } from '../../../src/reward/numbers.ts';
import { Random } from '../../../src/reward/random.ts';

function problem() {
  const random = new Random(3);
  const dense = denseDesign(
    Float64Array.from({ length: 60 }, () => random.next() - 0.5),
    3,
  );
  const sparse = sparseDesign({
    width: 4,
    from: Int32Array.from({ length: 21 }, (_, i) => i),
    columns: Int32Array.from({ length: 20 }, () => random.below(4)),
    values: Float32Array.from({ length: 20 }, () => random.next()),
  });
  const pairs = {
    a: Int32Array.from({ length: 40 }, () => random.below(20)),
    b: Int32Array.from({ length: 40 }, () => random.below(20)),
    labels: Int8Array.from({ length: 40 }, () => (random.next() < 0.5 ? 1 : -1)),
  };
  return { design: sideBySide([dense, sparse]), pairs, rows: Int32Array.from({ length: 40 }, (_, i) => i), random };
}

describe('trees', () => {
  it('sum up to the leaves that each pair falls into, whatever rows are asked for', () => {
    const random = new Random(5);
    const [rows, width] = [30, 4];
    const bins = { rows, width, bins: Uint8Array.from({ length: 2 * rows * width }, () => random.below(8)) };
    const won = Uint8Array.from({ length: 2 * rows }, () => random.below(2));
    const trees = Array.from({ length: 7 }, () => {
      const order = Int32Array.from({ length: 2 * rows }, (_, i) => i);
      return randomTree(bins, order, won, { tried: 3, leaf: 2 }, random);
    });
    const some = Int32Array.of(4, 29, 0, 17);
    const { own, turned } = treeSums(trees.map(flatTree), rowBins(bins, some));
    for (const [k, row] of some.entries()) {
      const sumAt = (place: number): number =>
        trees.reduce((sum, tree) => sum + Math.fround(leafValue(tree, bins, place)), 0);
      assert.deepEqual([own[k], turned[k]], [sumAt(row), sumAt(row + rows)]);
    }
  });
});

describe('Bradley-Terry heads', () => {
  it('say the same of one item as of all', () => {
    const { design, random } = problem();
    const w = Float64Array.from({ length: 7 }, () => random.next() - 0.5);
    const all = new Float64Array(20);
    design.scores(w, all);
    for (const [item, score] of all.entries()) assert.equal(design.score(w, item), score);
  });

  it('have the gradient that finite differences show', () => {
    const { design, pairs, rows, random } = problem();
    const objective = pairObjective(design, pairs, rows, new Float64Array(7).fill(0.3));
    const w = Float64Array.from({ length: 7 }, () => random.next() - 0.5);
    const gradient = new Float64Array(7);
    objective(w, gradient);
    for (let j = 0; j < 7; j++) {
      const step = 1e-5;
      const [up, down] = [w.slice(), w.slice()];
      up[j]! += step;
      down[j]! -= step;
      const other = new Float64Array(7);
      const slope = (objective(up, other) - objective(down, other)) / (2 * step);
      assert.ok(Math.abs(slope - gradient[j]!) < 1e-6, `weight ${j}: ${slope} against ${gradient[j]}`);
    }
  });

  it('give back the strengths that made the votes', () => {
    const random = new Random(11);
    const truth = Float64Array.from({ length: 12 }, () => 2 * (random.next() - 0.5));
    const n = 20_000;
    const pairs = { a: new Int32Array(n), b: new Int32Array(n), labels: new Int8Array(n) };
    for (let i = 0; i < n; i++) {
      pairs.a[i] = random.below(12);
      pairs.b[i] = (pairs.a[i]! + 1 + random.below(11)) % 12;
      pairs.labels[i] = random.next() < sigmoid(truth[pairs.a[i]!]! - truth[pairs.b[i]!]!) ? 1 : -1;
    }
    const identity = Float64Array.from({ length: 144 }, (_, k) => (k % 13 === 0 ? 1 : 0));
    const u = new Float64Array(12);
    fitPairs(
      denseDesign(identity, 12),
      pairs,
      Int32Array.from({ length: n }, (_, i) => i),
      new Float64Array(12).fill(0.01),
      u,
    );
    const centre = (x: Float64Array): Float64Array => x.map(v => v - x.reduce((s, y) => s + y, 0) / x.length);
    const [fitted, made] = [centre(u), centre(truth)];
    for (let j = 0; j < 12; j++) assert.ok(Math.abs(fitted[j]! - made[j]!) < 0.12, `item ${j}`);
  });
});

describe('minimise', () => {
  it('reaches the bottom of a stretched valley', () => {
    const x = Float64Array.from([5, -3]);
    minimise(
      (at, gradient) => {
        gradient[0] = 2 * (at[0]! - 1);
        gradient[1] = 200 * (at[1]! - 2);
        return (at[0]! - 1) ** 2 + 100 * (at[1]! - 2) ** 2;
      },
      x,
      { iterations: 100, tolerance: 1e-9 },
    );
    assert.ok(Math.abs(x[0]! - 1) < 1e-4 && Math.abs(x[1]! - 2) < 1e-4);
  });
});
