import assert from 'node:assert/strict';
import { consentText } from '../../../src/host/views/consentText.ts';

const estimate = { comparisons: 500, calls: 1200, inputTokens: 2_400_000, outputTokens: 60_000 };

describe('what is agreed to before a language model is asked', () => {
  it('is who reads, and calls and tokens', () => {
    const text = consentText('api.example.com', estimate, { budget: null, prices: null });
    assert.equal(
      text,
      'The texts of these comparisons are sent to api.example.com, under its terms. About 1,200 calls, 2,400,000 tokens in and 60,000 out. You can stop at any time; what was answered is kept.',
    );
  });

  it('is what it costs, where there are prices and somebody to be paid', () => {
    const prices = { input: 0.5, output: 2 };
    const cost = (parts = estimate, reader: string | null = 'api.example.com') =>
      /costs ([^.]*\.\d+)\./.exec(consentText(reader, parts, { budget: null, prices }))?.[1] ?? null;
    assert.equal(cost(), 'about 1.32');
    assert.equal(cost({ ...estimate, inputTokens: 4_000_000_000 }), 'about 2,000.12');
    assert.equal(cost({ ...estimate, inputTokens: 100, outputTokens: 1 }), 'less than 0.01');
    assert.equal(cost(estimate, null), null);
  });

  it('is where the run ends, if there is a bound', () => {
    assert.match(consentText(null, estimate, { budget: 50_000, prices: null }), /It stops at 50,000 tokens \(setting /);
  });
});
