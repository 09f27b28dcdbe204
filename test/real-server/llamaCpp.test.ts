import assert from 'node:assert/strict';
import { chatModel } from '../../src/llm/chat/chatModel.ts';
import { endpointOf } from '../../src/llm/endpoint.ts';
import type { Ask } from '../../src/llm/languageModel.ts';
import { LlmError } from '../../src/llm/llmError.ts';
import { type OpenedModel, openModel } from '../../src/llm/openModel.ts';
import { list, numbered, record } from '../../src/llm/parse/composites.ts';
import { parseAnswer } from '../../src/llm/parse/parseAnswer.ts';
import { choice, text } from '../../src/llm/parse/scalars.ts';
import { findServers } from '../../src/llm/servers/findServers.ts';
import { listModels } from '../../src/llm/servers/listModels.ts';
import { estimateInput } from '../../src/llm/tokens/estimateTokens.ts';
import { free } from '../../src/llm/wrap/spending.ts';
import { yesNo } from '../../src/llm/yesNo.ts';
import { type RealServer, startRealServer } from '../support/realServer.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

const question = (content: string, more: Partial<Ask> = {}): Ask => ({
  messages: [{ role: 'user', content }],
  maxTokens: 24,
  ...more,
});

// The model is a double: its protocol is real, its answers are near chance, so none of them is looked at for its sense.
describe('llama.cpp’s server with a small model', function () {
  this.timeout(60_000);
  let server: RealServer;
  let folder: TemporaryFolder;
  let opened: OpenedModel;
  let loading: LlmError | null = null;

  const open = (): Promise<OpenedModel> =>
    openModel({
      endpoint: endpointOf(server.url, null),
      model: 'smollm2-135m',
      context: null,
      folder: folder.path,
      limits: { concurrency: 2, requestsPerMinute: null, tokensPerMinute: null },
      budget: null,
      prices: free,
    });

  before(async () => {
    folder = temporaryFolder();
    server = await startRealServer();
    await server.listening;
    const all = { schema: true, logprobs: true };
    const plain = chatModel({
      endpoint: endpointOf(server.url, null),
      model: 'smollm2-135m',
      abilities: all,
      context: null,
    });
    loading = await plain.ask(question('Hello')).then(
      () => null,
      (error: LlmError) => error,
    );
    opened = await open();
  });
  after(async () => {
    await opened?.close(1000);
    await server?.stop();
    folder?.remove();
  });

  it('is waited for while it loads', () => {
    assert.ok(loading instanceof LlmError);
    assert.equal(loading.trouble, 'busy');
    assert.match(loading.message, /answered 503: Loading model/);
  });

  it('is found on this machine, with its model and context', async () => {
    const port = Number(new URL(server.url).port);
    const [found] = await findServers([{ program: 'llama.cpp', port }]);
    assert.deepEqual(found?.endpoint === null ? found.reason : found?.models, [{ id: 'smollm2-135m', context: 2048 }]);
    assert.equal((await listModels(endpointOf(server.url, null), 1000)).length, 1);
  });

  it('holds answers to a schema and gives log-probabilities', () => {
    assert.deepEqual(opened.model.abilities, { schema: true, logprobs: true });
    assert.equal(opened.thinks, false);
  });

  it('answers in the shape asked for, whole or cut off', async () => {
    const votes = numbered(4, choice(['A', 'B', 'neither']));
    const schema = { name: 'votes', schema: votes.schema };
    const answer = await opened.model.ask(question('Vote on 4 rules.', { schema, maxTokens: 64 }));
    const parsed = parseAnswer(answer.text, votes);
    assert.ok(parsed.ok, answer.text);
    assert.equal(parsed.how, 'strict');
    assert.equal(parsed.value.size, 4);
    const principles = record({ principles: list(text()) });
    const wanted = { name: 'principles', schema: principles.schema };
    const cut = await opened.model.ask(
      question('Name ten principles of good answers.', { schema: wanted, maxTokens: 40 }),
    );
    assert.equal(cut.finish, 'length');
    const whole = parseAnswer(cut.text, principles);
    if (whole.ok) assert.equal(whole.how, 'truncated');
  });

  it('gives log-odds of yes and no, the same each time', async () => {
    const ask = question('Is water wet? Answer yes or no.', { topLogprobs: 20, maxTokens: 2 });
    const first = yesNo(await opened.model.ask(ask));
    assert.ok(first !== null && Number.isFinite(first.logOdds) && first.mass > 0);
    const { top } = await opened.model.ask(ask);
    assert.equal(top?.[0]?.length, 20);
  });

  it('counts tokens, also those that it had computed before', async () => {
    const rules = 'Rules: be short, be kind, be right, and give reasons for whatever is said. '.repeat(6);
    const ask = (end: string): Ask => question(`${rules}${end}`, { maxTokens: 2 });
    const first = await opened.model.ask(ask('One?'));
    const second = await opened.model.ask(ask('Two?'));
    assert.equal(second.usage.counted, 'server');
    assert.ok(second.usage.cached > 60, `${second.usage.cached} cached of ${second.usage.input}`);
    const estimate = estimateInput(ask('One?'));
    // The model's template adds a system turn of its own.
    assert.ok(
      estimate > first.usage.input / 2 && estimate < first.usage.input * 1.5,
      `${estimate} for ${first.usage.input}`,
    );
  });

  it('says that a text is too long for it', async () => {
    const ask = question('word '.repeat(3000));
    await assert.rejects(opened.model.ask(ask), { name: 'LlmError', trouble: 'too-long' });
  });

  it('stops when told to, and keeps the answer that was under way', async () => {
    const stop = new AbortController();
    const ask = question('Tell a long story.', { maxTokens: 24 });
    const before = opened.spent().calls;
    setTimeout(() => stop.abort(new Error('enough')), 30);
    await assert.rejects(opened.model.ask(ask, stop.signal), /enough/);
    await opened.close(20_000);
    // Whether it had been sent by then or not, it is paid once.
    const paid = opened.spent().calls - before;
    opened = await open();
    assert.ok((await opened.model.ask(ask)).text.length > 0);
    assert.equal(paid + opened.spent().calls, 1);
  });
});
