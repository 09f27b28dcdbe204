import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { ApiKey } from '../../../src/llm/apiKey.ts';
import { endpointOf } from '../../../src/llm/endpoint.ts';
import { type ModelOptions, type OpenedModel, openModel } from '../../../src/llm/openModel.ts';
import { findServers } from '../../../src/llm/servers/findServers.ts';
import { listModels } from '../../../src/llm/servers/listModels.ts';
import { free } from '../../../src/llm/wrap/spending.ts';
import { askOf } from '../../support/playedModel.ts';
import { type ScriptedLlm, scriptedLlm } from '../../support/scriptedLlm.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';

const able: ScriptedLlm['answer'] = ({ body }) =>
  body.response_format === undefined
    ? {
        text: 'yes',
        top: [
          { token: 'yes', logprob: -0.1 },
          { token: 'no', logprob: -2.4 },
        ],
      }
    : '{"colour":"blue"}';

describe('servers and their models', () => {
  let server: ScriptedLlm;
  let folder: TemporaryFolder;
  beforeEach(async () => {
    server = await scriptedLlm(able);
    folder = temporaryFolder();
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });
  const open = (more: Partial<ModelOptions> = {}, signal?: AbortSignal): Promise<OpenedModel> =>
    openModel(
      {
        endpoint: endpointOf(server.url, ApiKey.of('sk-hidden-42', 'test')),
        model: 'scripted',
        context: null,
        folder: folder.path,
        limits: { concurrency: 4, requestsPerMinute: null, tokensPerMinute: null },
        budget: null,
        prices: free,
        patience: { tries: 3, busy: 2000, first: 1, longest: 5 },
        ...more,
      },
      signal,
    );

  it('are found on this machine by asking, with their models', async () => {
    const port = Number(new URL(server.url).port);
    server.models = [
      { id: 'a', max_model_len: 4096 },
      { id: 'b', meta: { n_ctx: 2048, n_ctx_train: 9999 } },
      { id: 'c' },
      { no: 'id' },
    ];
    const gone = await scriptedLlm();
    await gone.stop();
    const [here, none] = await findServers([
      { program: 'Here', port },
      { program: 'None', port: Number(new URL(gone.url).port) },
    ]);
    assert.ok(here !== undefined && here.endpoint !== null);
    assert.deepEqual(here.models, [
      { id: 'a', context: 4096 },
      { id: 'b', context: 2048 },
      { id: 'c', context: null },
    ]);
    assert.ok(none !== undefined && none.endpoint === null);
    assert.match(none.reason, /nothing listens there/);
    assert.deepEqual(server.paths, ['/v1/models']);
  });

  it('that give no list of models say so', async () => {
    const elsewhere = endpointOf(server.url.replace(/\/v1$/, '/other'), null);
    await assert.rejects(listModels(elsewhere, 1000), { trouble: 'refused' });
  });

  it('show what they can do, and it is asked once', async () => {
    const first = await open();
    assert.deepEqual(first.model.abilities, { schema: true, logprobs: true });
    assert.equal(first.thinks, false);
    assert.equal(first.spent().calls, 2);
    await first.close(100);
    const second = await open();
    assert.deepEqual(second.model.abilities, { schema: true, logprobs: true });
    assert.equal(second.spent().calls, 0);
    assert.equal(second.reused(), 2);
    await second.close(100);
    assert.equal(server.asks.length, 2);
  });

  it('show what they can’t do', async () => {
    server.formats = ['text'];
    server.logprobs = 'refused';
    server.answer = () => 'It is blue.';
    const opened = await open();
    assert.deepEqual(opened.model.abilities, { schema: false, logprobs: false });
    await opened.close(100);
  });

  it('are given room for thoughts where the model thinks', async () => {
    server.answer = ask => (Number(ask.body.max_tokens) < 500 ? { text: '<think>hmm', finish: 'length' } : able(ask));
    const opened = await open();
    assert.ok(opened.thinks);
    assert.deepEqual(opened.model.abilities, { schema: true, logprobs: true });
    assert.equal((await opened.model.ask(askOf('x'))).text, 'yes');
    await opened.close(100);
  });

  it('are waited for while they load, and asked again after a fault', async () => {
    server.faults.push(
      { kind: 'status', status: 503, body: '{"error":{"message":"Loading model","code":503}}' },
      { kind: 'status', status: 429, headers: { 'retry-after': '0' } },
      { kind: 'status', status: 500 },
      { kind: 'disconnect', bytes: 10 },
    );
    const opened = await open();
    assert.equal(opened.model.abilities.schema, true);
    assert.equal(server.asks.length, 6);
    await opened.close(100);
  });

  it('are paid once, whatever is cancelled and resumed', async () => {
    const questions = Array.from({ length: 40 }, (_, at) => askOf(`question ${at}`));
    const paid = new Map<string, number>();
    server.delay = 5;
    server.answer = ask => {
      const text = ask.messages[0]!.content;
      paid.set(text, (paid.get(text) ?? 0) + 1);
      return able(ask);
    };
    for (let run = 0; run < 5; run++) {
      const opened = await open();
      const stop = new AbortController();
      let done = 0;
      const asked = questions.map(async question => {
        await opened.model.ask(question, stop.signal);
        if (++done === 10 * (run + 1)) stop.abort(new Error('enough'));
      });
      await Promise.allSettled(asked);
      await opened.close(2000);
    }
    assert.equal(paid.size, 42);
    assert.deepEqual([...new Set(paid.values())], [1]);
    assert.ok(server.peak <= 4);
  });

  it('leave no key in what is kept', async () => {
    const opened = await open();
    await opened.model.ask(askOf('x'));
    await opened.close(100);
    for (const name of readdirSync(folder.path)) {
      assert.ok(!readFileSync(`${folder.path}/${name}`, 'utf8').includes('sk-hidden'));
    }
    assert.ok(!opened.model.identity.includes('sk-hidden'));
  });

  it('stop within the budget, and go on with a larger one where they stopped', async () => {
    const small = await open({ budget: { unit: 'tokens', most: 150 } });
    const questions = Array.from({ length: 30 }, (_, at) => askOf(`question ${at}`));
    const results = await Promise.allSettled(questions.map(question => small.model.ask(question)));
    const first = results.filter(({ status }) => status === 'fulfilled').length;
    assert.ok(first > 3 && first < 30, `${first} answers: ${JSON.stringify(small.spent())}`);
    const { input, output } = small.spent();
    assert.ok(input + output <= 150);
    await small.close(100);
    const large = await open({ budget: { unit: 'tokens', most: 1500 } });
    await Promise.all(questions.map(question => large.model.ask(question)));
    assert.equal(large.spent().calls, 30 - first);
    await large.close(100);
  });

  it('end at once when nothing answers and the signal is raised', async () => {
    server.delay = 1000;
    const stop = new AbortController();
    setTimeout(() => stop.abort(new Error('enough')), 20);
    await assert.rejects(open({}, stop.signal), /enough/);
  });
});
