import assert from 'node:assert/strict';
import { LlmError } from '../../../src/llm/llmError.ts';
import { estimateTokens } from '../../../src/llm/tokens/estimateTokens.ts';
import { TokenGauge } from '../../../src/llm/tokens/tokenGauge.ts';
import { counting } from '../../../src/llm/wrap/counting.ts';
import { costOf, free } from '../../../src/llm/wrap/spending.ts';
import { answerOf, askOf, playedModel } from '../../support/playedModel.ts';

describe('counting what answers cost', () => {
  it('adds up tokens and prices', async () => {
    const prices = { input: 2, cached: 0.5, output: 10 };
    const model = playedModel(() => ({
      ...answerOf('ok'),
      usage: { input: 1000, cached: 400, output: 50, counted: 'server' },
    }));
    const { model: counted, spent } = counting(model, new TokenGauge(), prices, null);
    await counted.ask(askOf('a'));
    await counted.ask(askOf('b'));
    const { calls, input, cached, output, cost, counted: exact } = spent();
    assert.deepEqual([calls, input, cached, output, exact], [2, 2000, 800, 100, true]);
    assert.ok(Math.abs(cost - (2 * (600 * 2 + 400 * 0.5 + 50 * 10)) / 1e6) < 1e-12);
    assert.equal(costOf({ input: 5, cached: 0, output: 5 }, free), 0);
  });

  it('stops before a budget is exceeded, whatever is under way', async () => {
    const model = playedModel(async ask => {
      await new Promise(resolve => setImmediate(resolve));
      return answerOf('ok', 20, ask.maxTokens);
    });
    const { model: counted, spent } = counting(model, new TokenGauge(), free, { unit: 'tokens', most: 1000 });
    const results = await Promise.allSettled(
      Array.from({ length: 60 }, (_, at) => counted.ask(askOf(`question ${at}`, 10))),
    );
    const errors = results.flatMap(result => (result.status === 'rejected' ? [result.reason as unknown] : []));
    assert.ok(errors.length > 0 && errors.length < 60);
    for (const error of errors) assert.ok(error instanceof LlmError && error.trouble === 'budget');
    const { input, output } = spent();
    assert.ok(input + output <= 1000, `${input + output} spent`);
    assert.ok(input + output > 900, `only ${input + output} spent`);
  });

  it('lets an ask wait for those under way instead of failing', async () => {
    const model = playedModel(async () => {
      await new Promise(resolve => setImmediate(resolve));
      return answerOf('ok', 10, 1);
    });
    // Each ask may cost 500 tokens at most, and costs 11: one at a time fits.
    const { model: counted, spent } = counting(model, new TokenGauge(), free, { unit: 'tokens', most: 700 });
    await Promise.all(Array.from({ length: 10 }, (_, at) => counted.ask(askOf(`${at}`, 480))));
    assert.equal(spent().calls, 10);
  });

  it('keeps a budget in money', async () => {
    const model = playedModel(() => answerOf('ok', 20, 10));
    const prices = { input: 1, output: 5 };
    const { model: counted, spent } = counting(model, new TokenGauge(), prices, { unit: 'money', most: 0.001 });
    await assert.rejects(
      (async () => {
        for (;;) await counted.ask(askOf('x'));
      })(),
      /budget does not hold/,
    );
    assert.ok(spent().cost <= 0.001 && spent().cost > 0.0008);
  });

  it('counts failed asks as nothing', async () => {
    const model = playedModel(() => {
      throw new LlmError('no', 'broken');
    });
    const { model: counted, spent } = counting(model, new TokenGauge(), free, { unit: 'tokens', most: 100 });
    for (let i = 0; i < 20; i++) await assert.rejects(counted.ask(askOf('x')), { trouble: 'broken' });
    assert.equal(spent().calls, 0);
  });
});

describe('estimates of tokens', () => {
  // Counts of the o200k vocabulary, from its publisher's tokenizer page.
  const known: readonly (readonly [string, number])[] = [
    ['', 0],
    ['hello world', 2],
    ['The quick brown fox jumps over the lazy dog.', 10],
  ];
  for (const [text, tokens] of known) {
    it(`says ${tokens} for ${JSON.stringify(text)}`, () => assert.equal(estimateTokens(text), tokens));
  }

  it('grows with the text, in every script', () => {
    for (const text of ['word ', '言葉', 'слово ', '12 ', '{"a": [1]}\n', '🙂', 'ﷺ ']) {
      const once = estimateTokens(text.repeat(10));
      const twice = estimateTokens(text.repeat(20));
      assert.ok(once >= 5 && twice > 1.5 * once && twice < 2.5 * once, text);
    }
  });

  it('are corrected by what the server counts', () => {
    const gauge = new TokenGauge();
    const ask = askOf('some words that a server counts otherwise '.repeat(20));
    const before = gauge.input(ask);
    for (let i = 0; i < 50; i++) gauge.observe(ask, { input: 2 * before, cached: 0, output: 1, counted: 'server' });
    assert.ok(Math.abs(gauge.input(ask) / before - 2) < 0.1);
    assert.ok(gauge.most(ask) > 2 * before);
    const other = new TokenGauge();
    other.observe(ask, { input: 9999, cached: 0, output: 1, counted: 'estimate' });
    assert.equal(other.ratio, 1);
  });

  it('show that a server cuts long texts in silence', () => {
    const gauge = new TokenGauge();
    const ask = askOf('some words of a text that is rather long '.repeat(400));
    gauge.observe(ask, { input: 1024, cached: 0, output: 1, counted: 'server' });
    gauge.observe(ask, { input: gauge.input(ask), cached: 0, output: 1, counted: 'server' });
    gauge.observe(askOf('short'), { input: 1, cached: 0, output: 1, counted: 'server' });
    assert.equal(gauge.short, 1);
  });
});
