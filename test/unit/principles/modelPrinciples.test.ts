import assert from 'node:assert/strict';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { LanguageModel } from '../../../src/llm/languageModel.ts';
import { LlmError } from '../../../src/llm/llmError.ts';
import { labelled } from '../../../src/principles/labelled.ts';
import { modelPrinciples } from '../../../src/principles/model/modelPrinciples.ts';
import { reportInWords } from '../../../src/principles/model/modelReport.ts';
import { randomFrom } from '../../../src/principles/random.ts';
import { runPrinciples } from '../../../src/principles/runPrinciples.ts';
import { comparison } from './comparisons.ts';
import type { RuleTest } from './scriptedModel.ts';
import { scriptedModel } from './scriptedModel.ts';

const has =
  (pattern: RegExp): RuleTest =>
  text =>
    Number(pattern.test(text));
/** What only a reader can see (for the test: a word), and what anybody can count. */
const planted = {
  'Select the response that evokes the sea.': has(/wave|tide|gull/u),
  'Select the response that speaks of family.': has(/sister|uncle|cousin/u),
} as const;
const decoys = Object.fromEntries(
  ['amber', 'basalt', 'cobalt', 'dahlia', 'ember', 'fennel', 'garnet', 'hazel'].map(word => [
    `Select the response that dwells on ${word}.`,
    has(new RegExp(word, 'u')),
  ]),
);
const checkable = {
  'Select the response that is longer.': (text: string) => Math.round(text.length / 40),
  'Select the response that uses lists.': has(/^- /mu),
  'Select the response that uses more exclamation marks.': has(/!/u),
};
const rules: Readonly<Record<string, RuleTest>> = { ...planted, ...decoys, ...checkable };
const nonce = 'k3jx81mpqz';

/** Labels follow the sea, then family; else a coin. */
function sea(n: number, seed: number): Comparison[] {
  const random = randomFrom(seed);
  const pick = (words: readonly string[]): string => words[Math.floor(random() * words.length)]!;
  const response = (): string =>
    [
      `It went on for a while, ${pick(['slowly', 'as ever', 'day by day'])}, ${'and then some more '.repeat(Math.floor(4 * random()))}until noon.`,
      random() < 0.5 ? `There was a ${pick(['wave', 'tide', 'gull'])} nearby.` : 'There was a road nearby.',
      random() < 0.5
        ? `The ${pick(['sister', 'uncle', 'cousin'])} knew of it${random() < 0.5 ? '!' : '.'}`
        : 'Nobody knew of it.',
      `Somebody had ${pick(['amber', 'basalt', 'cobalt', 'dahlia', 'ember', 'fennel', 'garnet', 'hazel'])} about.`,
      ...(random() < 0.4 ? ['- one thing\n- another thing\n- a third thing'] : []),
    ].join('\n');
  const [first, second] = Object.values(planted);
  return Array.from({ length: n }, (_, row) => {
    const [a, b] = [response(), response()];
    const lead = first!(a) - first!(b) || second!(a) - second!(b) || random() - 0.5;
    return comparison(row, `Tell me of it, number ${row}`, a, b, lead > 0 ? 'a' : 'b');
  });
}

const settings = { pairs: 40, groups: 6, candidates: 20 };
const options = { seed: 1, nonce, settings };

describe('modelPrinciples', () => {
  it('recovers planted principles from a judge with errors and position bias', async () => {
    const comparisons = sea(300, 1);
    const model = scriptedModel({ rules, errors: 0.1, first: 0.3 });
    const { principles, report } = await modelPrinciples(model, comparisons, options);
    const result = await runPrinciples(comparisons, { seed: 1, extra: principles });
    const chosen = result.principles.filter(({ place }) => place !== null && place < 2).map(({ text }) => text);
    assert.deepEqual(chosen.sort(), Object.keys(planted).sort());
    const without = await runPrinciples(comparisons, { seed: 1 });
    assert.ok(result.reconstruction!.constitution.low > without.reconstruction!.constitution.value);
    assert.equal(report.proposing.from, 'model');
    const { mode } = report;
    assert.ok(mode !== null && mode.accuracy > 0.85, JSON.stringify(mode));
    // 30 % for the first: contradictory votes are mostly its own, and all of them for A.
    assert.ok(mode.contradictory > 0.2 && mode.first > 0.7, JSON.stringify(mode));
    assert.ok(reportInWords(report).some(line => /contradict each other/u.test(line)));
  });

  it('takes one response at a time where that is what can be trusted', async () => {
    const model = scriptedModel({ rules, first: 1, logprobs: true });
    const { report, principles } = await modelPrinciples(model, sea(200, 2), options);
    assert.equal(report.mode?.mode, 'pointwise');
    assert.ok(report.mode.accuracy > 0.9);
    assert.ok(principles.some(({ principle }) => principle.text in planted));
  });

  it('never selects a principle where the label that it was proposed from is held out', async () => {
    const comparisons = sea(200, 3);
    const model = scriptedModel({ rules });
    const { principles } = await modelPrinciples(model, comparisons, options);
    const marked = principles.map(voted => ({ ...voted, proposals: [[...comparisons.keys()]] }));
    const closed = await runPrinciples(comparisons, { seed: 1, extra: marked });
    const without = await runPrinciples(comparisons, { seed: 1 });
    assert.deepEqual(closed.reconstruction!.constitution, without.reconstruction!.constitution);
    assert.ok(principles.every(({ proposals }) => proposals.length > 0));
  });

  it('keeps to the folds of the whole file where it sees a sample of it', async () => {
    const all = sea(300, 11);
    const { folds } = labelled(all, 1);
    const places = [...all.keys()].filter(row => row % 2 === 0);
    const model = scriptedModel({ rules });
    const screened = { ...settings, judge: false, screen: 60, survivors: 4 };
    const { principles } = await modelPrinciples(
      model,
      places.map(row => all[row]!),
      { ...options, settings: screened, folds: Uint8Array.from(places, row => folds[row]!) },
    );
    const foldsOf = (rows: readonly number[]) => new Set(rows.map(row => folds[places[row]!]!));
    const sea1 = principles.find(({ principle }) => principle.text === 'Select the response that evokes the sea.')!;
    assert.ok(sea1.proposals.some(rows => foldsOf(rows).size === 4));
  });

  it('asks the same questions again after it was cut off', async () => {
    const comparisons = sea(120, 4);
    const inner = scriptedModel({ rules });
    const kept = new Map<string, ReturnType<typeof inner.ask>>();
    let left = 150;
    const keeping: LanguageModel = {
      ...inner,
      ask(ask, signal) {
        const key = JSON.stringify(ask);
        const known = kept.get(key);
        if (known !== undefined) return known;
        if (left-- <= 0) return Promise.reject(new LlmError('The budget is spent.', 'budget'));
        const answer = inner.ask(ask, signal);
        kept.set(key, answer);
        return answer;
      },
    };
    await assert.rejects(modelPrinciples(keeping, comparisons, options), { name: 'LlmError' });
    assert.equal(inner.asked.length, 150);
    left = Number.POSITIVE_INFINITY;
    const resumed = await modelPrinciples(keeping, comparisons, options);
    const whole = scriptedModel({ rules });
    assert.deepEqual(resumed.principles, (await modelPrinciples(whole, comparisons, options)).principles);
    const different = new Set(whole.asked.map(ask => JSON.stringify(ask)));
    assert.equal(inner.asked.length, different.size);
  });

  it('takes phrases of the data where the model cannot propose, and says so', async () => {
    const comparisons = sea(400, 5);
    const model = scriptedModel({ rules, instead: (ask, answer) => (ask.schema ? 'As a model I like both.' : answer) });
    const { principles, report } = await modelPrinciples(model, comparisons, {
      ...options,
      settings: { ...settings, judge: false },
    });
    assert.equal(report.proposing.from, 'data');
    assert.ok(principles.every(({ principle }) => principle.origin === 'measured'));
    assert.ok(principles.length > 0);
    assert.ok(reportInWords(report).some(line => /can't propose/u.test(line)));
  });

  it('tells a model that gives the same principles whichever response was chosen', async () => {
    const parrot = '{"principles": ["Select the response that is nice and clear."]}';
    const model = scriptedModel({ rules, instead: (ask, answer) => (ask.schema ? parrot : answer) });
    const { report } = await modelPrinciples(model, sea(100, 6), options);
    assert.equal(report.proposing.deaf, 1);
    assert.equal(report.proposing.from, 'data');
  });

  it('asks for no votes where they are no better than chance', async () => {
    const model = scriptedModel({ rules, first: 1 });
    const { report, principles, judge } = await modelPrinciples(model, sea(150, 7), options);
    assert.equal(report.mode, null);
    assert.equal(judge, null);
    assert.ok(principles.every(({ principle }) => principle.origin === 'measured'));
    assert.ok(report.calibration.modes.every(({ first, contradictory }) => first === 1 && contradictory === 1));
  });

  it('keeps nearly all of the accuracy when candidates are screened on a sample', async () => {
    const comparisons = sea(300, 8);
    const all = scriptedModel({ rules });
    const few = scriptedModel({ rules });
    await modelPrinciples(all, comparisons, { ...options, settings: { ...settings, judge: false } });
    const screened = { ...settings, judge: false, screen: 80, survivors: 4 };
    const { principles } = await modelPrinciples(few, comparisons, { ...options, settings: screened });
    for (const text of Object.keys(planted)) assert.ok(principles.some(({ principle }) => principle.text === text));
    assert.ok(principles.length < 10);
  });

  it('votes on sentences of the user', async () => {
    const model = scriptedModel({ rules, proposes: [], instead: (ask, answer) => (ask.schema ? 'no' : answer) });
    const own = ['Select the response that evokes the sea.'];
    const { principles } = await modelPrinciples(model, sea(100, 9), { ...options, own });
    const mine = principles.find(({ principle }) => principle.origin === 'user');
    assert.equal(mine?.principle.text, own[0]);
    assert.deepEqual(mine?.proposals, []);
    assert.ok(mine!.votes.some(vote => vote !== 0));
  });

  it('stops when aborted', async () => {
    const control = new AbortController();
    const running = modelPrinciples(scriptedModel({ rules }), sea(100, 10), {
      ...options,
      signal: control.signal,
      onProgress: stage => stage === 'Voting' && control.abort(),
    });
    await assert.rejects(running, { name: 'AbortError' });
  });
});
