import assert from 'node:assert/strict';
import { ApiKey } from '../../../src/llm/apiKey.ts';
import { chatModel } from '../../../src/llm/chat/chatModel.ts';
import { endpointOf } from '../../../src/llm/endpoint.ts';
import type { Ask, LanguageModel } from '../../../src/llm/languageModel.ts';
import type { LlmError, LlmTrouble } from '../../../src/llm/llmError.ts';
import { type ScriptedLlm, scriptedLlm } from '../../support/scriptedLlm.ts';

const secret = 'sk-very-secret-1234567890';
const ask: Ask = {
  messages: [
    { role: 'system', content: 'You judge.' },
    { role: 'user', content: 'Which one?' },
  ],
  maxTokens: 16,
};
const schema = {
  name: 'vote',
  schema: { type: 'object', properties: { vote: { type: 'string' } }, required: ['vote'] },
};

describe('a model of an OpenAI-compatible server', () => {
  let server: ScriptedLlm;
  const model = (timeout = 5000, url = server.url): LanguageModel =>
    chatModel({
      endpoint: endpointOf(url, ApiKey.of(secret, 'test')),
      model: 'scripted',
      abilities: { schema: true, logprobs: true },
      context: null,
      timeout,
    });
  const troubleOf = async (asked: Promise<unknown>): Promise<LlmError> => {
    const error = await asked.then(
      () => assert.fail('it answered'),
      (reason: unknown) => reason as LlmError,
    );
    assert.equal(error.name, 'LlmError', String(error));
    const shown = [error.message, JSON.stringify(error), String(error.cause), error.stack].join();
    assert.ok(!shown.includes(secret), 'the key is shown');
    return error;
  };

  beforeEach(async () => {
    server = await scriptedLlm(() => ({
      text: 'A',
      top: [
        { token: 'A', logprob: -0.2 },
        { token: 'B', logprob: -1.7 },
      ],
    }));
  });
  afterEach(() => server.stop());

  it('asks deterministically, and reads the answer, its likeliest tokens and its token counts', async () => {
    const answer = await model().ask({ ...ask, topLogprobs: 50, schema });
    assert.equal(answer.text, 'A');
    assert.equal(answer.finish, 'stop');
    assert.deepEqual(answer.top, [
      [
        { token: 'A', logprob: -0.2 },
        { token: 'B', logprob: -1.7 },
      ],
    ]);
    assert.equal(answer.usage.counted, 'server');
    assert.ok(answer.usage.input > 0 && answer.usage.output > 0);
    const { body, headers } = server.asks[0]!;
    assert.equal(headers.authorization, `Bearer ${secret}`);
    const { temperature, seed, max_tokens, top_logprobs, stream } = body;
    assert.deepEqual([temperature, seed, max_tokens, top_logprobs, stream], [0, 0, 16, 20, false]);
    assert.deepEqual(body.response_format, { type: 'json_schema', json_schema: { ...schema, strict: true } });
  });

  it('learns from refusals what to leave out, once', async () => {
    server.formats = [];
    server.logprobs = 'refused';
    server.refuses = ['max_tokens', 'temperature', 'seed'];
    const asked = model();
    const answer = await asked.ask({ ...ask, schema, topLogprobs: 5 });
    assert.equal(answer.text, 'A');
    assert.equal(answer.top, null);
    const tries = server.asks.length;
    assert.equal(tries, 7);
    await asked.ask({ ...ask, schema, topLogprobs: 5 });
    assert.equal(server.asks.length, tries + 1);
    const { body } = server.asks.at(-1)!;
    assert.deepEqual(Object.keys(body).sort(), ['max_completion_tokens', 'messages', 'model', 'stream']);
  });

  it('takes json_object where a schema is refused', async () => {
    server.formats = ['json_object'];
    await model().ask({ ...ask, schema });
    assert.deepEqual(server.asks.at(-1)!.body.response_format, { type: 'json_object' });
  });

  it('leaves thoughts out of the answer and of its tokens', async () => {
    server.faults.push({ kind: 'say', text: '<think>B? No.</think>\n\nA' });
    assert.equal((await model().ask(ask)).text, 'A');
    server.answer = () => ({ text: '', reasoning: 'A' });
    assert.equal((await model().ask(ask)).text, 'A');
    const place = (token: string): object => ({ token, logprob: -0.1, top_logprobs: [{ token, logprob: -0.1 }] });
    const content = ['<think>', 'No', '</think>', '\n\n', 'Yes'].map(place);
    const message = { role: 'assistant', content: '<think>No</think>\n\nYes' };
    const body = JSON.stringify({ choices: [{ message, finish_reason: 'stop', logprobs: { content } }] });
    server.faults.push({ kind: 'body', body });
    const { text, top, usage } = await model().ask({ ...ask, topLogprobs: 3 });
    assert.equal(text, 'Yes');
    assert.deepEqual(
      top?.map(([first]) => first?.token),
      ['\n\n', 'Yes'],
    );
    assert.equal(usage.counted, 'estimate');
  });

  it('gives an answer without likeliest tokens where the server has none', async () => {
    server.logprobs = 'left out';
    assert.equal((await model().ask({ ...ask, topLogprobs: 5 })).top, null);
  });

  const statuses: readonly (readonly [number, string, LlmTrouble])[] = [
    [429, '{"error":{"message":"slow down"}}', 'busy'],
    [429, '{"error":{"message":"You exceeded your quota","code":"insufficient_quota"}}', 'refused'],
    [503, '{"error":{"message":"Loading model"}}', 'busy'],
    [500, '<html><body>oops</body></html>', 'broken'],
    [401, `{"error":{"message":"Incorrect API key provided: ${secret}"}}`, 'refused'],
    [404, '{"error":"model not found"}', 'refused'],
    [400, '{"error":{"message":"maximum context length is 4096 tokens"}}', 'too-long'],
    [400, '{"error":{"message":"what?"}}', 'refused'],
  ];
  for (const [status, body, trouble] of statuses) {
    it(`takes ${status} ${body.slice(0, 40)} for ${trouble}`, async () => {
      server.faults.push({ kind: 'status', status, body });
      const error = await troubleOf(model().ask(ask));
      assert.equal(error.trouble, trouble);
      assert.match(error.message, new RegExp(`answered ${status}`));
      assert.equal(server.asks.length, 1);
    });
  }

  it('reads how long a server wants to be left alone', async () => {
    server.faults.push({ kind: 'status', status: 429, headers: { 'retry-after': '7' } });
    assert.equal((await troubleOf(model().ask(ask))).retryAfter, 7000);
  });

  it('says what broke: no server, no JSON, a connection lost, no completion, an error with status 200', async () => {
    const gone = await scriptedLlm();
    await gone.stop();
    assert.match((await troubleOf(model(5000, gone.url).ask(ask))).message, /nothing listens there/);
    for (const body of ['<html>', '{}', '{"error":{"message":"upstream","code":502}}']) {
      server.faults.push({ kind: 'body', body });
      assert.equal((await troubleOf(model().ask(ask))).trouble, 'broken', body);
    }
    server.faults.push({ kind: 'disconnect', bytes: 30 });
    assert.equal((await troubleOf(model().ask(ask))).trouble, 'broken');
    server.faults.push({ kind: 'slow', ms: 400 });
    assert.match((await troubleOf(model(100).ask(ask))).message, /did not answer within/);
  });

  it('carries neither key nor texts to another server', async () => {
    const other = await scriptedLlm();
    try {
      server.faults.push({ kind: 'redirect', to: `${other.url}/chat/completions` });
      const error = await troubleOf(model().ask(ask));
      assert.equal(error.trouble, 'refused');
      assert.deepEqual(other.paths, []);
      server.faults.push({ kind: 'redirect', to: '/v1/chat/completions' });
      assert.equal((await model().ask(ask)).text, 'A');
    } finally {
      await other.stop();
    }
  });

  it('stops with the signal’s reason', async () => {
    server.delay = 300;
    const stop = new AbortController();
    const asked = model().ask(ask, stop.signal);
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await assert.rejects(asked, /enough/);
    await assert.rejects(model().ask(ask, AbortSignal.abort(new Error('at once'))), /at once/);
  });

  it('goes on when a kept connection was closed meanwhile', async () => {
    server.closes = true;
    const asked = model();
    for (let i = 0; i < 3; i++) assert.equal((await asked.ask(ask)).text, 'A');
  });
});
