import assert from 'node:assert/strict';
import { endpointOf } from '../../../../src/llm/endpoint.ts';
import { LlmError } from '../../../../src/llm/llmError.ts';
import { openScorer } from '../../../../src/llm/score/openScorer.ts';
import { responseLogp } from '../../../../src/llm/score/responseLogp.ts';
import { rendered } from '../../../../src/llm/score/template.ts';
import { type ScorerForm, type ScriptedScorer, scriptedScorer } from '../../../support/scriptedScorer.ts';

const timeout = 30_000;

describe('log-probabilities of text', () => {
  let server: ScriptedScorer;
  const open = async (form: ScorerForm) => {
    server = await scriptedScorer(form);
    return openScorer(endpointOf(server.url, null), 'scripted', timeout);
  };
  afterEach(() => server.stop());

  for (const form of ['echo', 'prompt_logprobs'] as const) {
    it(`are read as ${form} gives them, without the token that was written`, async () => {
      const scorer = await open(form);
      assert.equal(scorer.form, form);
      const { prefix, with: withResponse } = rendered('plain', [{ role: 'user', content: 'What grows there?' }]);
      const [before, whole] = [
        await scorer.score(prefix),
        await scorer.score(withResponse('Mostly heather, I think.')),
      ];
      assert.deepEqual(responseLogp(before, whole), { logp: -33, tokens: 4 });
      assert.equal(before.logps[0], null);
      assert.equal(responseLogp(before, before), null);
    });
  }

  it('are refused with what to do where a server gives those of its own tokens only, or none', async () => {
    await assert.rejects(open('written only'), (error: unknown) => {
      assert.ok(error instanceof LlmError && error.trouble === 'refused');
      assert.match(error.message, /gives no log-probabilities of text that it is given.*vLLM gives them.*ref_logps_a/);
      return true;
    });
    await server.stop();
    await assert.rejects(open('refused'), /It says: .*Only no echo is supported/);
  });

  it('are asked for again where a trouble passes, and not where a text is too long', async () => {
    const scorer = await open('echo');
    server.faults.push(503);
    assert.equal((await scorer.score('one two three')).tokens.length, 3);
    await assert.rejects(scorer.score('word '.repeat(500)), (error: unknown) => {
      assert.ok(error instanceof LlmError && error.trouble === 'too-long');
      return true;
    });
  });

  it('count a token that spans the end of the prompt', () => {
    const prefix = { tokens: ['Say', ' it', ':'], logps: [null, -1, -2] };
    const whole = { tokens: ['Say', ' it', ':-', ')'], logps: [null, -1, -5, -3] };
    assert.deepEqual(responseLogp(prefix, whole), { logp: -8, tokens: 2 });
  });

  it('are of the whole conversation, as its template writes it', async () => {
    await open('echo');
    const turns = [
      { role: 'system', content: 'Be kind.' },
      { role: 'user', content: 'Hi' },
    ];
    const chat = rendered('chatml', turns);
    assert.equal(
      chat.prefix,
      '<|im_start|>system\nBe kind.<|im_end|>\n<|im_start|>user\nHi<|im_end|>\n<|im_start|>assistant\n',
    );
    assert.ok(chat.with('Hello').startsWith(chat.prefix) && chat.with('Hello').endsWith('Hello<|im_end|>'));
    assert.equal(rendered('plain', turns.slice(1)).with('Hello'), 'User: Hi\n\nAssistant: Hello');
  });
});
