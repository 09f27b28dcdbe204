import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { whereConditionsHold } from '../../../src/principles/conditional/conditions.ts';
import { dependsOn, twoSided } from '../../../src/principles/conditional/dependsOn.ts';
import { constitutionMarkdown } from '../../../src/principles/constitutionMarkdown.ts';
import { evaluateConstitution } from '../../../src/principles/evaluate/evaluateConstitution.ts';
import { estimateRun } from '../../../src/principles/model/estimateRun.ts';
import { modelPrinciples } from '../../../src/principles/model/modelPrinciples.ts';
import { usualSettings } from '../../../src/principles/model/settings.ts';
import { randomFrom } from '../../../src/principles/random.ts';
import { runPrinciples } from '../../../src/principles/runPrinciples.ts';
import { userPrinciple } from '../../../src/principles/userPrinciple.ts';
import { comparison } from './comparisons.ts';
import { scriptedModel } from './scriptedModel.ts';

/** Warnings are wanted, except where the prompt asks for code; `turned`: nowhere. */
function mixed(n: number, seed: number, turned = false): Comparison[] {
  const random = randomFrom(seed);
  const response = (row: number, warns: boolean): string =>
    `Here is what there is to say of number ${row} ${'and so on '.repeat(Math.floor(3 * random()))}. ${warns ? 'Be careful with it.' : 'That is all of it.'}`;
  return Array.from({ length: n }, (_, row) => {
    const code = row % 2 === 0;
    const warns = random() < 0.5;
    const prompt = code ? `Write a python function for number ${row}.` : `Tell me about number ${row}.`;
    const good = random() < 0.1 ? !warns : warns;
    const label = (code || turned ? !good : good) ? 'a' : 'b';
    return comparison(row, prompt, response(row, warns), response(row, !warns), label);
  });
}

describe('conditional principles', () => {
  it('are found where a rule holds in one context and not in another', async () => {
    const comparisons = mixed(400, 1);
    const plain = await runPrinciples(comparisons, { seed: 1 });
    const result = await runPrinciples(comparisons, { seed: 1, conditional: true });
    const texts = result.principles.filter(({ place }) => place !== null).map(({ text }) => text);
    assert.ok(
      texts.some(text => /^Unless the prompt asks for code, select the response that warns of risks/u.test(text)),
      texts.join(),
    );
    assert.ok(result.reconstruction!.constitution.low > plain.reconstruction!.constitution.high);
    const { principles, votes } = result;
    const rule = principles.find(({ id }) => id === 'unless-code-warns')!;
    assert.ok(comparisons.every((_, row) => row % 2 === 1 || votes.get(rule.id)![row] === 0));
  });

  it('are not found where labels do not depend on the context', async () => {
    const comparisons = mixed(400, 2, true);
    const result = await runPrinciples(comparisons, { seed: 1, conditional: true });
    assert.equal(result.principles.filter(({ id }) => /^(?:when|unless)-/u.test(id)).length, 0);
  });

  it('keep false discoveries rare on random labels', () => {
    const random = randomFrom(3);
    let found = 0;
    for (let trial = 0; trial < 20; trial++) {
      const sign = (): number => (random() < 0.5 ? 1 : -1);
      const labels = Int8Array.from({ length: 300 }, sign);
      const columns = Array.from({ length: 50 }, () => Int8Array.from({ length: 300 }, sign));
      const held = new Map(['p', 'q'].map(id => [id, Uint8Array.from({ length: 300 }, () => Number(random() < 0.4))]));
      if (dependsOn(columns, held, labels, Int32Array.from(labels.keys())).length > 0) found++;
    }
    // The false discovery rate is the chance of any, as all are false: 5 %, in 20 trials more than 4 has p < .003.
    assert.ok(found <= 4, String(found));
  });

  it('see code, questions, turns and languages in prompts', () => {
    const turns = [
      { role: 'user', content: 'Hello' },
      { role: 'assistant', content: 'Hi' },
      { role: 'user', content: 'Why is that?' },
    ];
    const held = whereConditionsHold([
      comparison(0, 'Write a SQL query', 'x', 'y', 'a'),
      comparison(1, '', 'x', 'y', 'a', { prompt: turns }),
      comparison(
        2,
        'Was ist der Unterschied zwischen einem Hund und einer Katze, und warum ist das so wichtig für uns?',
        'x',
        'y',
        'a',
      ),
    ]);
    assert.deepEqual([...held.get('code')!], [1, 0, 0]);
    assert.deepEqual([...held.get('turns')!], [0, 1, 0]);
    assert.deepEqual([...held.get('question')!], [0, 1, 1]);
    assert.deepEqual([...held.get('foreign')!], [0, 0, 1]);
  });

  it('have two-sided p values of the normal distribution', () => {
    for (const [z, p] of [
      [0, 1],
      [1.959964, 0.05],
      [-2.575829, 0.01],
    ] as const) {
      assert.ok(Math.abs(twoSided(z) - p) < 1e-6, String(z));
    }
  });
});

describe('evaluateConstitution', () => {
  it('judges by rules as they stand, in each way', async () => {
    const comparisons = ['a', 'a', 'b', 'b'].map((label, row) =>
      comparison(row, `p${row}`, 'x', 'y', label as 'a' | 'b'),
    );
    const columns = [Int8Array.of(1, 0, 0, 0), Int8Array.of(-1, 1, -1, 0)];
    const ranked = evaluateConstitution(comparisons, columns, [1, 1], 'ranked', 1);
    assert.deepEqual([...ranked.decisions], [1, 1, -1, 0]);
    assert.equal(ranked.reconstruction.value, 3.5 / 4);
    assert.deepEqual(
      ranked.rules.map(({ decided }) => decided),
      [1, 2],
    );
    assert.deepEqual([...evaluateConstitution(comparisons, columns, [1, 1], 'plain', 1).decisions], [0, 1, -1, 0]);
    assert.deepEqual([...evaluateConstitution(comparisons, columns, [1, 3], 'weighted', 1).decisions], [-1, 1, -1, 0]);
  });
});

describe('estimateRun', () => {
  it('foresees the calls of a run', async () => {
    const comparisons = mixed(80, 6);
    const rules = Object.fromEntries(
      ['warns', 'is all', 'be', 'so', 'on'].map(word => [
        `Select the response that says ${word}.`,
        (text: string) => Number(text.toLowerCase().includes(word)),
      ]),
    );
    const longer = { 'Select the response that is longer.': (text: string) => text.length };
    const settings = { ...usualSettings, pairs: 20, groups: 0, mode: 'letters' as const, candidates: 5 };
    const model = scriptedModel({ rules: { ...rules, ...longer } });
    const { report } = await modelPrinciples(model, comparisons, { seed: 1, nonce: 'abcdefgh1234', settings });
    const estimate = estimateRun(comparisons, model.abilities, settings);
    assert.equal(estimate.calibration.calls, report.spent.calibration.calls);
    assert.equal(estimate.proposals.calls, report.spent.proposals.calls);
    assert.equal(estimate.votes.calls, report.spent.votes.calls);
    assert.equal(estimate.judge.calls, report.spent.judge.calls);
    assert.ok(estimate.votes.input > 0 && estimate.votes.cacheable < estimate.votes.input);
  });

  it('is less where candidates are screened first', () => {
    const comparisons = mixed(300, 7);
    const abilities = { schema: true, logprobs: false };
    const all = estimateRun(comparisons, abilities, { ...usualSettings, candidates: 120 });
    const screened = estimateRun(comparisons, abilities, { ...usualSettings, candidates: 120, screen: 60 });
    assert.ok(screened.votes.input < 0.7 * all.votes.input);
  });
});

describe('userPrinciple', () => {
  it('votes by the sign of a figure and joins the table', async () => {
    const comparisons = mixed(100, 8);
    const figures = comparisons.map(({ label }, row) => (row % 5 === 0 ? null : label === 'a' ? 0.5 : -2));
    const voted = userPrinciple('has the higher  rating', figures);
    assert.deepEqual([...voted.votes.slice(0, 2)], [0, comparisons[1]!.label === 'a' ? 1 : -1]);
    const result = await runPrinciples(comparisons, { seed: 1, extra: [voted] });
    const own = result.principles.find(({ origin }) => origin === 'user')!;
    assert.equal(own.text, 'Select the response that has the higher rating.');
    assert.equal(own.accuracy, 1);
    assert.equal(own.place, 0);
    assert.match(constitutionMarkdown(result, 'x'), /1 are the user's own|user's own/u);
  });
});
