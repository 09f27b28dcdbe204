import assert from 'node:assert/strict';
import fc from 'fast-check';
import { sigmoid } from '../../../../src/reward/numbers.ts';
import { Random } from '../../../../src/reward/random.ts';
import { cholesky, inverse, solve } from '../../../../src/reward/strength/cholesky.ts';
import { componentsOf } from '../../../../src/reward/strength/components.ts';
import { NoSuchIds } from '../../../../src/reward/strength/idsBy.ts';
import { meetingsOf } from '../../../../src/reward/strength/meetings.ts';
import { normalCdf } from '../../../../src/reward/strength/normal.ts';
import { strengthsOf } from '../../../../src/reward/strength/strengths.ts';
import { type LinkId, links } from '../../../../src/reward/strength/tieLinks.ts';
import { type Met, metModels, normal } from './meetingsFixture.ts';

/** Meetings of models m0, m1, ... by planted strengths and a link. */
function planted(u: readonly number[], n: number, link: LinkId, tie: number, side: number, seed: number) {
  const random = new Random(seed);
  const out = new Float64Array(9);
  return metModels(
    Array.from({ length: n }, (): Met => {
      const i = random.below(u.length);
      const j = (i + 1 + random.below(u.length - 1)) % u.length;
      links[link].at(u[i]! - u[j]! + side, tie, out);
      const x = random.next();
      const label = x < out[0]! ? 'a' : x < out[0]! + out[1]! ? 'tie' : 'b';
      return { a: `m${i}`, b: `m${j}`, label, positioned: side !== 0 };
    }),
  );
}

const centred = (u: readonly number[]): number[] => {
  const mean = u.reduce((sum, x) => sum + x, 0) / u.length;
  return u.map(x => x - mean);
};

describe('strengths of ids', () => {
  it('of two ids are the log-odds of their wins, drawn in by the prior as its equation says', () => {
    const rows = Array.from({ length: 40 }, (_, k): Met => ({ a: 'x', b: 'y', label: k < 30 ? 'a' : 'b' }));
    const { strengths, pairs, tieBetweenEquals, first } = strengthsOf(metModels(rows), 'response_model');
    const [x, y] = [strengths[0]!, strengths[1]!];
    assert.equal(x.id, 'x');
    assert.ok(Math.abs(x.u + y.u) < 1e-9);
    // Slope of the posterior at its top: 30 - 40 s(d) = u / 4.
    assert.ok(Math.abs(30 - 40 * sigmoid(x.u - y.u) - x.u / 4) < 1e-6);
    assert.deepEqual([x.n, x.wins, x.losses, x.ties], [40, 30, 10, 0]);
    assert.ok(Math.abs(pairs[0]!.expected - sigmoid(x.u - y.u)) < 1e-12);
    assert.equal(tieBetweenEquals, null);
    assert.equal(first, null);
    // Information of d / 2 in each of two centred strengths: 4 n p (1 - p) + 1 / 4 along (1, -1) / sqrt 2 is 2 n p q + 1 / 4.
    const p = sigmoid(x.u - y.u);
    const se = Math.sqrt(0.5 / (2 * 40 * p * (1 - p) + 0.25));
    assert.ok(Math.abs((x.high - x.low) / 2 / 1.959964 - se) < 1e-9);
  });

  for (const link of ['davidson', 'rao-kupper', 'thurstone'] as const) {
    it(`are recovered with ties and the pull of position (${link})`, () => {
      const u = centred([1.2, 0.5, 0.1, -0.4, -1.4].map(x => x * links[link].perLogit));
      const comparisons = planted(u, 6000, link, -0.7, 0.3, 7);
      const { strengths, first, tieBetweenEquals } = strengthsOf(comparisons, 'response_model', { model: link });
      for (const { id, u: found, low, high } of strengths) {
        const truth = u[Number(id.slice(1))]!;
        assert.ok(Math.abs(found - truth) < 0.15, `${id}: ${found} for ${truth}`);
        assert.ok(low < found && found < high && high - low < 0.5);
      }
      assert.ok(Math.abs(first!.value - 0.3) < 0.1 && first!.low < 0.3 && first!.high > 0.3);
      const out = new Float64Array(9);
      links[link].at(0, -0.7, out);
      assert.ok(Math.abs(tieBetweenEquals! - out[1]!) < 0.03);
    });
  }

  it('have intervals that hold the truth about as often as they say', () => {
    let held = 0;
    let all = 0;
    for (let seed = 0; seed < 20; seed++) {
      const random = new Random(seed + 100);
      const u = centred(Array.from({ length: 12 }, () => normal(random)));
      const comparisons = planted(u, 1200, 'davidson', Math.log(0.8), 0, seed);
      for (const { id, low, high } of strengthsOf(comparisons, 'response_model').strengths) {
        const truth = u[Number(id.slice(1))]!;
        all++;
        if (low <= truth && truth <= high) held++;
      }
    }
    assert.ok(held / all > 0.91 && held / all < 0.99, `${held} of ${all}`);
  });

  it('widen where votes on a prompt repeat one another', () => {
    const random = new Random(5);
    const rows = Array.from({ length: 60 }, (_, prompt): Met[] => {
      const label = random.next() < 0.65 ? 'a' : 'b';
      return Array.from({ length: 8 }, () => ({ a: 'x', b: 'y', label, prompt }));
    }).flat();
    const width = (interval?: 'information') => {
      const result = strengthsOf(metModels(rows), 'response_model', interval === undefined ? {} : { interval });
      return { by: result.interval, width: result.strengths[0]!.high - result.strengths[0]!.low };
    };
    const bootstrap = width();
    const naive = width('information');
    assert.equal(bootstrap.by, 'bootstrap');
    assert.equal(naive.by, 'information');
    // Eight votes alike are one: the honest interval is sqrt 8 = 2.8 times as wide.
    assert.ok(bootstrap.width / naive.width > 2.2 && bootstrap.width / naive.width < 3.5);
  });

  it('of unconnected ids are not compared, and groups between which all wins go one way are told', () => {
    const beats = (a: string, b: string, n = 5): Met[] =>
      Array.from({ length: n }, () => ({ a, b, label: 'a' as const }));
    const { strengths, components } = strengthsOf(
      metModels([...beats('top', 'x'), ...beats('x', 'y'), ...beats('y', 'x', 2), ...beats('p', 'q', 3)]),
      'response_model',
    );
    assert.deepEqual(components, [
      { ids: 3, meetings: 12, groups: 2 },
      { ids: 2, meetings: 3, groups: 2 },
    ]);
    assert.deepEqual(
      strengths.map(({ id, component, group }) => [id, component, group]),
      [
        ['top', 0, 0],
        ['x', 0, 1],
        ['y', 0, 1],
        ['p', 1, 0],
        ['q', 1, 1],
      ],
    );
    assert.equal(strengths[2]!.aboveNext, null);
    for (const c of [0, 1]) {
      const sum = strengths.filter(s => s.component === c).reduce((total, { u }) => total + u, 0);
      assert.ok(Math.abs(sum) < 1e-6);
    }
  });

  it('count annotations rather than the label, a ranking for no more than it is, and "both bad" only where asked', () => {
    const votes = metModels([
      { a: 'x', b: 'y', label: 'a', votes: ['b', 'b', null] },
      { a: 'x', b: 'y', label: 'both_bad' },
      { a: 'x', b: 'x', label: 'a' },
    ]);
    const { meetings, leftOut } = meetingsOf(votes, 'response_model');
    assert.deepEqual(
      meetings.map(({ outcome }) => outcome),
      [-1, -1],
    );
    assert.deepEqual(leftOut, { bothBad: 1, same: 1, nameless: 0 });
    assert.equal(meetingsOf(votes, 'response_model', true).meetings.length, 3);
    const list = metModels(
      [
        ['x', 'y'],
        ['x', 'z'],
        ['y', 'z'],
      ].map(([a, b]): Met => ({ a: a!, b: b!, label: 'a', prompt: 0, listId: 'one' })),
    );
    assert.deepEqual(
      meetingsOf(list, 'response_model').meetings.map(({ weight }) => weight),
      [2 / 3, 2 / 3, 2 / 3],
    );
  });

  it('are those of any pair of columns, which stay where they are when a verdict exchanges the texts', () => {
    const fields = { system_a: 'one', system_b: 'two' };
    const comparisons = metModels([
      { a: 'x', b: 'y', label: 'a', fields },
      { a: 'x', b: 'y', label: 'a', fields, turned: true },
    ]);
    const { strengths } = strengthsOf(comparisons, 'system');
    assert.deepEqual(
      strengths.map(({ wins, losses }) => [wins, losses]),
      [
        [1, 1],
        [1, 1],
      ],
    );
    assert.throws(
      () => strengthsOf(comparisons, 'nobody'),
      (error: unknown) => error instanceof NoSuchIds && error.message.includes('There are: system.'),
    );
    const chosen = metModels([
      { a: 'x', b: 'y', label: 'a', fields: { chosen_kind: 'one', rejected_kind: 'two' }, turned: true },
    ]);
    assert.equal(strengthsOf(chosen, 'kind').strengths[0]!.id, 'one');
  });

  it('predict votes that they were not fitted to, where there is something to predict', () => {
    const loss = (u: readonly number[]) => {
      const { heldOut } = strengthsOf(planted(u, 1500, 'davidson', -1, 0, 3), 'response_model');
      return Object.fromEntries(heldOut!.map(({ model, loss: of }) => [model, of]));
    };
    const told = loss([2, 0, -2]);
    assert.ok(told.davidson! < told.blind! - 0.2);
    const even = loss([0, 0, 0]);
    assert.ok(even.davidson! > even.blind! - 0.002);
  });
});

describe('the graph of who beat whom', () => {
  it('has the strongly connected groups that reachability gives', () => {
    const edge = fc.record({ a: fc.nat(6), b: fc.nat(6), outcome: fc.constantFrom(1, 0, -1) });
    fc.assert(
      fc.property(fc.array(edge, { maxLength: 15 }), edges => {
        const meetings = edges
          .filter(({ a, b }) => a !== b)
          .map(e => ({ ...e, outcome: e.outcome as 1 | 0 | -1, positioned: false, weight: 1, prompt: 0, at: 0 }));
        const { component, group } = componentsOf(7, meetings);
        const reach = Array.from({ length: 7 }, (_, i) => Array.from({ length: 7 }, (_, j) => i === j));
        for (const { a, b, outcome } of meetings) {
          if (outcome >= 0) reach[a]![b] = true;
          if (outcome <= 0) reach[b]![a] = true;
        }
        for (let k = 0; k < 7; k++)
          for (let i = 0; i < 7; i++) for (let j = 0; j < 7; j++) reach[i]![j] ||= reach[i]![k]! && reach[k]![j]!;
        for (let i = 0; i < 7; i++) {
          for (let j = 0; j < 7; j++) {
            const together = component[i] === component[j] && group[i] === group[j];
            assert.equal(together, reach[i]![j]! && reach[j]![i]!);
            // A group that beats another stands before it.
            if (reach[i]![j]! && !reach[j]![i]!) assert.ok(group[i]! < group[j]!);
          }
        }
      }),
    );
  });
});

describe('linear algebra and the normal distribution', () => {
  it('solves and inverts', () => {
    fc.assert(
      fc.property(fc.array(fc.float({ min: -2, max: 2, noNaN: true }), { minLength: 16, maxLength: 16 }), entries => {
        const matrix = new Float64Array(16);
        for (let i = 0; i < 4; i++)
          for (let j = 0; j < 4; j++)
            for (let k = 0; k < 4; k++)
              matrix[i * 4 + j]! += entries[i * 4 + k]! * entries[j * 4 + k]! + (i === j && k === 0 ? 0.5 : 0);
        const factor = cholesky(matrix, 4)!;
        const right = Float64Array.of(1, -2, 3, 0.5);
        const x = solve(factor, right);
        const all = inverse(factor);
        for (let i = 0; i < 4; i++) {
          let product = 0;
          for (let j = 0; j < 4; j++) product += matrix[i * 4 + j]! * x[j]!;
          assert.ok(Math.abs(product - right[i]!) < 1e-8);
          const unit = [0, 1, 2, 3].reduce((sum, j) => sum + matrix[i * 4 + j]! * all[j * 4 + i]!, 0);
          assert.ok(Math.abs(unit - 1) < 1e-8);
        }
      }),
    );
    assert.equal(cholesky(Float64Array.of(1, 2, 2, 1), 2), null);
  });

  it('knows the normal distribution', () => {
    // Abramowitz and Stegun, table 26.1.
    for (const [x, p] of [
      [0, 0.5],
      [1, 0.841344746068543],
      [1.96, 0.97500210485178],
      [2.5, 0.993790334674224],
      [-3, 0.00134989803163],
      [-5, 2.866515719235352e-7],
    ] as const) {
      assert.ok(Math.abs(normalCdf(x) - p) < 1e-12 + 1e-9 * p, `${x}: ${normalCdf(x)}`);
    }
  });
});
