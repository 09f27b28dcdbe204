import assert from 'node:assert/strict';
import fc from 'fast-check';
import { askPlan } from '../../../../src/reward/asking/askPlan.ts';
import { askValues } from '../../../../src/reward/asking/askValues.ts';
import { minutesOf, wordCount } from '../../../../src/reward/asking/effort.ts';
import { bald, entropy } from '../../../../src/reward/asking/information.ts';
import { budgetLine } from '../../../../src/reward/asking/planText.ts';
import { askQueue } from '../../../../src/reward/asking/queue.ts';
import { routingFeatures, routingScores } from '../../../../src/reward/asking/routing.ts';
import { flipRateError } from '../../../../src/reward/asking/standardError.ts';
import type { MemberResult } from '../../../../src/reward/ensembleResult.ts';
import type { RandomCheck } from '../../../../src/reward/figures.ts';
import { logit } from '../../../../src/reward/numbers.ts';
import { written } from '../comparisons.ts';

const member = (used: boolean, ...margins: number[]): MemberResult => ({
  id: 'm',
  name: 'm',
  kind: 'style',
  used,
  why: '',
  coverage: 1,
  accuracy: null,
  auroc: null,
  ece: null,
  onAnchors: null,
  adds: null,
  run: null,
  head: null,
  weights: [],
  objectives: [],
  margins: Float32Array.from(margins),
});

const check = (n: number, wrong: number): RandomCheck => ({
  n,
  wrong,
  undecided: 0,
  rate: { value: wrong / n, low: 0, high: 1, n },
  accuracy: null,
  calibration: null,
});

describe('information over the ensemble', () => {
  it('is what the formula says, and nothing where members agree on a coin toss', () => {
    assert.equal(bald([0, 0, 0]), 0);
    assert.ok(Number.isNaN(bald([3])));
    const expected = entropy(0.5) - entropy(0.9);
    assert.ok(Math.abs(bald([logit(0.9), -logit(0.9)]) - expected) < 1e-12);
    assert.ok(Math.abs(bald([40, -40]) - Math.LN2) < 1e-9);
    fc.assert(
      fc.property(fc.array(fc.double({ min: -30, max: 30, noNaN: true }), { minLength: 2, maxLength: 6 }), margins => {
        const value = bald(margins);
        assert.ok(value >= 0 && value <= Math.LN2 + 1e-12);
        // The names of the sides do not matter.
        assert.ok(Math.abs(value - bald(margins.map(m => -m))) < 1e-9);
      }),
    );
  });
});

describe('routing', () => {
  it('prefers what is neither the most nor the least of the file', () => {
    const features = [0.1, 0.3, 0.5, 0.7, 0.9].map(similarity => ({ similarity, complexity: 7, risk: 0 }));
    const scores = routingScores(features);
    assert.ok(scores[2]! > scores[1]! && scores[1]! > scores[0]!);
    assert.ok(Math.abs(scores[1]! - scores[3]!) < 1e-12);
    // Complexity and risk are alike everywhere: half a point each.
    assert.ok(Math.abs(scores[2]! - (1 + 0.5 + 0.5) / 3) < 1e-12);
  });

  it('counts words that both responses share, and words of harm in the prompt', () => {
    const { similarity, complexity, risk } = routingFeatures('How is poison stored?', 'In a locked box', 'In a box');
    assert.ok(Math.abs(similarity - 6 / 7) < 1e-12);
    assert.deepEqual([complexity, risk], [4, 0.25]);
    assert.equal(routingFeatures('', '', '').similarity, 1);
  });
});

describe('what asking is worth', () => {
  it('is information by time and votes, and nothing where it is settled or there is nothing to choose', async () => {
    const text = 'one two three';
    const comparisons = written(
      { prompt: 'A question', a: text, b: 'four five six' },
      {
        prompt: 'B question',
        a: text,
        b: 'four five six',
        votes: [
          ['x', 'a'],
          ['y', 'b'],
        ],
      },
      { prompt: 'C question', a: text, b: 'four five six' },
      { prompt: 'D question', a: text, b: text },
      { prompt: 'E question', a: text, b: 'four five six' },
      { prompt: 'F question', a: text, b: 'four five six', label: null },
    );
    // The same pair in a second row is a second vote on it.
    comparisons.push({ ...comparisons[0]!, row: 6, key: '5', label: 'b' }, { ...comparisons[0]!, row: 7, key: '5' });
    const members = [
      member(true, 2, 2, 2, 2, 1, 2, 2, 2),
      member(true, -2, -2, -2, -2, Number.NaN, -2, -2, -2),
      member(false, 9, 9, 9, 9, 9, 9, 9, 9),
    ];
    const values = await askValues(comparisons, { members }, place => place === 2);
    assert.ok(Math.abs(values[0]! / values[1]! - 2) < 1e-9);
    assert.deepEqual(
      [2, 3, 4].map(at => Number.isNaN(values[at]!)),
      [true, true, true],
    );
    assert.ok(Math.abs(values[0]! / values[5]! - 2) < 1e-9);
    assert.equal(values[6], values[5]);
    const routing = routingScores(
      comparisons.map(c => routingFeatures(c.prompt[0]!.content, c.a.messages[0]!.content, c.b.messages[0]!.content)),
    );
    assert.ok(Math.abs(values[0]! - (bald([2, -2]) * (0.5 + routing[0]!)) / minutesOf(8)) < 1e-6);
    assert.equal(wordCount('  two  words\n'), 2);
  });
});

describe('the queue', () => {
  it('lets no prompt fill it', () => {
    const queue = askQueue([
      { row: 0, prompt: 'p', value: 1 },
      { row: 1, prompt: 'p', value: 0.9 },
      { row: 2, prompt: 'p', value: 0.8 },
      { row: 3, prompt: 'q', value: 0.5 },
      { row: 4, prompt: 'r', value: 0.1 },
    ]);
    // Worth 1, .45, .2, .5, .1.
    assert.deepEqual(
      queue.map(({ row }) => row),
      [0, 3, 1, 2, 4],
    );
  });
});

describe('the plan', () => {
  const pool = Array.from({ length: 500 }, (_, row) => ({
    row,
    prompt: String(row),
    value: row % 7 === 0 ? Number.NaN : row,
  }));

  it('keeps to the budget, asks everybody about the shared ones and shares out the rest', () => {
    const options = { budget: 200, annotators: 3, overlap: 0.1, random: 0.2, seed: 1 };
    const plan = askPlan(pool, () => 2, options);
    assert.ok(plan.annotations <= 200 && plan.annotations >= 198);
    const everybody = plan.asked.filter(({ annotators }) => annotators.length === 3);
    assert.equal(everybody.length, plan.shared);
    assert.equal(plan.shared, Math.round(0.1 * plan.asked.length));
    assert.equal(plan.random, Math.round(0.2 * plan.asked.length));
    assert.equal(plan.asked.filter(({ why }) => why === 'random check').length, plan.random);
    const loads = plan.loads.map(({ annotations }) => annotations);
    assert.ok(Math.max(...loads) - Math.min(...loads) <= 1);
    assert.ok(plan.loads.every(({ annotations, minutes }) => minutes === 2 * annotations));
    assert.equal(new Set(plan.asked.map(({ row }) => row)).size, plan.asked.length);
    assert.deepEqual(
      askPlan(pool, () => 2, options),
      plan,
    );
    // What is not random is the best of what was not drawn.
    const informative = plan.asked.filter(({ why }) => why === 'informative').map(({ row }) => row);
    const drawn = new Set(plan.asked.filter(({ why }) => why === 'random check').map(({ row }) => row));
    const best = pool
      .filter(({ row, value }) => value > 0 && !drawn.has(row))
      .sort((x, y) => y.value - x.value)
      .slice(0, informative.length);
    assert.deepEqual(new Set(informative), new Set(best.map(({ row }) => row)));
  });

  it('never asks for more than there is, for any budget', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 900 }),
        fc.integer({ min: 1, max: 6 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (budget, annotators, overlap) => {
          const { asked, annotations, loads } = askPlan(pool.slice(0, 60), () => 1, {
            budget,
            annotators,
            overlap,
            random: 0.1,
            seed: 0,
          });
          assert.ok(annotations <= budget && asked.length <= 60);
          assert.equal(
            annotations,
            asked.reduce((sum, a) => sum + a.annotators.length, 0),
          );
          assert.equal(
            annotations,
            loads.reduce((sum, load) => sum + load.annotations, 0),
          );
        },
      ),
    );
  });

  it('draws the random ones evenly from all, so that their share of wrong labels is that of the file', () => {
    const wrong = (row: number) => row >= 400;
    let found = 0;
    let n = 0;
    for (let seed = 0; seed < 200; seed++) {
      const { asked } = askPlan(pool, () => 1, { budget: 100, annotators: 1, overlap: 0, random: 0.2, seed });
      for (const { row, why } of asked) {
        if (why !== 'random check') continue;
        n++;
        if (wrong(row)) found++;
      }
    }
    assert.equal(n, 4000);
    // A fifth, within four standard errors.
    assert.ok(Math.abs(found / n - 0.2) < 4 * Math.sqrt(0.16 / n));
  });
});

describe('what a budget buys', () => {
  it('is nothing known of the flip rate by one random verdict, and is not said to be none', () => {
    assert.match(budgetLine(flipRateError(null, 1, 10)), /^A single one that is drawn at random tells nothing/);
    assert.match(budgetLine(flipRateError(null, 0, 10)), /^None is drawn at random/);
  });

  it('is the standard error of a share, with what is left of the file', () => {
    const { n, planned, rate, known, now, after } = flipRateError(check(50, 10), 150, 1001);
    assert.deepEqual([n, planned, rate, known], [50, 200, 0.2, true]);
    assert.ok(Math.abs(now! - Math.sqrt((0.16 / 50) * (951 / 1000))) < 1e-12);
    assert.ok(Math.abs(after! - Math.sqrt((0.16 / 200) * (801 / 1000))) < 1e-12);
  });

  it('assumes the worst where too little is known, and is 0 when all is known', () => {
    assert.deepEqual(flipRateError(null, 20, 500).now, null);
    assert.ok(Math.abs(flipRateError(null, 20, 500).after! - Math.sqrt((0.25 / 20) * (480 / 499))) < 1e-12);
    assert.equal(flipRateError(check(29, 5), 0, 500).known, false);
    assert.equal(flipRateError(check(40, 0), 0, 500).rate, 0.5);
    assert.equal(flipRateError(check(40, 4), 1000, 100).after, 0);
  });
});
