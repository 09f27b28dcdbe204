import assert from 'node:assert/strict';
import { UsageError } from '../../../src/cli/exitCode.ts';
import { budgetOf, llmChoice } from '../../../src/cli/llm/llmOptions.ts';

describe('the options about a language model', () => {
  it('read budgets in tokens and in money', () => {
    assert.deepEqual(budgetOf('50000tokens'), { unit: 'tokens', most: 50_000 });
    assert.deepEqual(budgetOf('50_000 tokens'), { unit: 'tokens', most: 50_000 });
    assert.deepEqual(budgetOf('50k tokens'), { unit: 'tokens', most: 50_000 });
    assert.deepEqual(budgetOf('1.5Mtokens'), { unit: 'tokens', most: 1_500_000 });
    assert.deepEqual(budgetOf('2usd'), { unit: 'money', most: 2 });
    assert.deepEqual(budgetOf('0.25 EUR'), { unit: 'money', most: 0.25 });
    for (const text of ['', '5', 'tokens', '-5tokens', '0tokens', '2kusd', 'infinity tokens', '5 apples']) {
      assert.throws(() => budgetOf(text), UsageError, text);
    }
  });

  it('are nothing without a server, and mild to one of this machine', () => {
    assert.equal(llmChoice({}, {}), null);
    assert.throws(() => llmChoice({ rpm: '5' }, {}), /--rpm needs --llm/);
    const here = llmChoice({ llm: '127.0.0.1:8080' }, {});
    assert.deepEqual(here?.limits, { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null });
    assert.deepEqual(here?.prices, { input: 0, output: 0 });
    const away = llmChoice(
      { llm: 'https://api.example.com', 'key-env': 'K', rpm: '30', 'price-in': '1', 'price-out': '2', budget: '3usd' },
      { K: 'abc' },
    );
    assert.deepEqual(away?.limits, { concurrency: 8, requestsPerMinute: 30, tokensPerMinute: null });
    assert.deepEqual(away?.budget, { unit: 'money', most: 3 });
    assert.equal(llmChoice({ llm: 'find', resume: true }, {})?.agreed, true);
    assert.equal(llmChoice({ llm: 'find' }, {})?.endpoint, null);
    assert.throws(() => llmChoice({ llm: 'find', 'price-in': '1' }, {}), /both prices/);
    assert.throws(() => llmChoice({ llm: 'find', 'price-in': 'x', 'price-out': '1' }, {}), /price of a million tokens/);
  });
});
