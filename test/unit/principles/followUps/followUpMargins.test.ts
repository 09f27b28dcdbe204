import assert from 'node:assert/strict';
import type { Comparison } from '../../../../src/dataset/comparison.ts';
import { endpointOf } from '../../../../src/llm/endpoint.ts';
import { LlmError } from '../../../../src/llm/llmError.ts';
import { type ReadyModel, readyOver } from '../../../../src/llm/openModel.ts';
import type { ScoreForm } from '../../../../src/llm/score/scoreText.ts';
import { scoringModel } from '../../../../src/llm/score/scoringModel.ts';
import { renderedReply } from '../../../../src/llm/score/template.ts';
import { free } from '../../../../src/llm/wrap/spending.ts';
import { followUpAgreement } from '../../../../src/principles/followUps/followUpAgreement.ts';
import { estimateFollowUps, followUpMargins } from '../../../../src/principles/followUps/followUpMargins.ts';
import { followUps } from '../../../../src/principles/followUps/followUps.ts';
import { scriptedPerson } from '../../../support/scriptedPerson.ts';
import { type ScriptedScorer, scriptedScorer } from '../../../support/scriptedScorer.ts';
import { type TemporaryFolder, temporaryFolder } from '../../../support/temporaryFolder.ts';
import { comparison } from '../comparisons.ts';

describe('the likelihood of follow-ups', () => {
  let server: ScriptedScorer;
  let folder: TemporaryFolder;
  let ready: ReadyModel;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await ready.close(0);
    await server.stop();
    folder.remove();
  });
  const open = async (form: ScoreForm, budget: number | null = null) => {
    const model = scoringModel(endpointOf(server.url, null), 'scripted', form, 30_000);
    ready = await readyOver(model, {
      folder: folder.path,
      limits: { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null },
      budget: budget === null ? null : { unit: 'tokens', most: budget },
      prices: free,
      patience: { tries: 3, busy: 10_000, first: 1, longest: 10 },
    });
    return ready.model;
  };
  const start = async (form: ScoreForm) => {
    server = await scriptedScorer(form);
    server.logpOf = scriptedPerson;
  };
  const three: Comparison[] = [
    comparison(0, 'Tea?', 'Put the kettle on first.', 'There is no tea.', 'a'),
    comparison(1, 'Tea?', 'There is no tea.', 'Put the kettle on first.', 'a'),
    comparison(2, 'Tea?', 'A kettle will do.', 'Any kettle will do.', 'b'),
  ];

  for (const form of ['echo', 'prompt_logprobs'] as const) {
    it(`is a token's, pleased less displeased, one response less the other, as ${form} gives it`, async () => {
      await start(form);
      const { margins, each, spent } = await followUpMargins(await open(form), three, 'plain');
      // However long a follow-up is, it costs one nat a token behind a response that it fits, and three behind another.
      followUps.forEach(({ sign, text }, f) => {
        assert.ok(Math.abs(each[f]![0]! - 2 * sign) < 1e-9, text);
      });
      assert.ok(Math.abs(margins[0]! - 4) < 1e-9);
      assert.ok(Math.abs(margins[0]! + margins[1]!) < 1e-9);
      assert.equal(margins[2], 0);
      assert.equal(spent.calls, 3 * 2 * (1 + followUps.length));
      assert.equal(estimateFollowUps(three, 'plain').calls, spent.calls);
      const agreement = followUpAgreement({ margins, each }, [1, 1, -1]);
      assert.deepEqual([agreement.judged, agreement.agree?.value, agreement.agree?.n], [3, 0.5, 2]);
      assert.ok(agreement.each.every(({ agree }) => agree?.value === 0.5));
    });
  }

  it('is asked for once: what was answered before is kept, also where a budget ended the run', async () => {
    await start('echo');
    await assert.rejects(followUpMargins(await open('echo', 120), three, 'plain'), (error: unknown) => {
      assert.ok(error instanceof LlmError && error.trouble === 'budget');
      return true;
    });
    const before = server.prompts.length;
    assert.ok(before > 0 && before < 42);
    await ready.close(0);
    await followUpMargins(await open('echo'), three, 'plain');
    // The same response stands in two comparisons with the same prompt.
    assert.equal(new Set(server.prompts).size, server.prompts.length);
    assert.equal(server.prompts.length, 28);
  });

  it('is not told where a text is too long, and is asked for again where a trouble passes', async () => {
    await start('prompt_logprobs');
    const long = comparison(1, 'Tea?', 'word '.repeat(500), 'There is no tea.', 'a');
    server.faults.push(503, 500);
    const { margins, spent } = await followUpMargins(await open('prompt_logprobs'), [three[0]!, long], 'plain');
    assert.ok(margins[0]! > 0);
    assert.ok(Number.isNaN(margins[1]));
    assert.equal(spent.lost, 7);
  });

  it('is of the words behind the head of the next turn', async () => {
    await start('echo');
    await open('echo');
    const prompt = [{ role: 'user', content: 'Tea?' }];
    assert.equal(renderedReply('plain', prompt, 'Yes').with('No.'), 'User: Tea?\n\nAssistant: Yes\n\nUser: No.');
    const chat = renderedReply('chatml', prompt, 'Yes');
    assert.ok(chat.prefix.endsWith('assistant\nYes<|im_end|>\n<|im_start|>user\n'));
    assert.equal(chat.with('No.'), `${chat.prefix}No.`);
    const llama = renderedReply('llama-3', prompt, 'Yes');
    assert.ok(llama.prefix.endsWith('Yes<|eot_id|><|start_header_id|>user<|end_header_id|>\n\n'));
  });
});
