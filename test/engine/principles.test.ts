import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource } from 'vscode-jsonrpc';
import { answerOf } from '../../bench/icai/judge.ts';
import { checkable, fortyRules, plantedPairs, plantedRules } from '../../bench/icai/planted.ts';
import { auditRequest } from '../../src/protocol/auditing.ts';
import * as models from '../../src/protocol/languageModels.ts';
import { overviewRequest } from '../../src/protocol/overview.ts';
import * as edits from '../../src/protocol/principles.ts';
import { writeManifest } from '../support/modelsFolder.ts';
import { type ScriptedAsk, type ScriptedLlm, scriptedLlm } from '../support/scriptedLlm.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { tinyModel } from '../support/tinyOnnx.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

const judge = { rules: new Map([...fortyRules, ...checkable]), errors: 0.05, first: 0.1 };
const pairs = 150;
const doc = 'd';

/** Asked in general, the model prefers what dwells on amber. */
function generalAnswer({ messages }: ScriptedAsk): string | null {
  const [system, user] = messages;
  if (!system!.content.startsWith('You choose between two responses')) return null;
  const [first = '', second = ''] = user!.content.split('</response-A');
  return first.includes('of amber ') && !second.includes('of amber ') ? 'A' : 'B';
}

describe('principles from a language model, in the engine', function () {
  this.timeout(120_000);
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let server: ScriptedLlm;
  let asked: models.LanguageModelChoice;

  beforeEach(async () => {
    folder = temporaryFolder();
    const lines = plantedPairs(pairs, 0, 5, 1).map(({ prompt, a, b, label }) =>
      JSON.stringify({
        prompt: prompt[0]!.content,
        response_a: a.messages[0]!.content,
        response_b: b.messages[0]!.content,
        label,
      }),
    );
    const path = folder.write('planted.jsonl', `${lines.join('\n')}\n`);
    engine = startEngine();
    server = await scriptedLlm(ask => generalAnswer(ask) ?? answerOf(judge, ask));
    asked = { kind: 'server', url: server.url, model: 'scripted', key: null, context: 8192 };
    await engine.open({ doc, path, storage: join(folder.path, 'storage') });
  });
  afterEach(async () => {
    await engine.stop();
    await server.stop();
    folder.remove();
  });

  const params = (more: Partial<models.ExtractParams> = {}): models.ExtractParams => ({
    doc,
    model: asked,
    seed: 0,
    most: 1000,
    atOnce: 4,
    budget: null,
    progress: 'p',
    ...more,
  });
  const extract = (more: Partial<models.ExtractParams> = {}) =>
    engine.connection.sendRequest(models.extractPrinciplesRequest, params(more));
  const audit = async () => {
    const members = { device: 'cpu', without: ['forest', 'boosted', 'ngram', 'style'] } as const;
    await engine.connection.sendRequest(auditRequest, { doc, seed: 0, progress: 'a', members });
    return engine.connection.sendRequest(overviewRequest, { doc });
  };
  /** Questions that were answered more than once. */
  const repeated = () => server.asks.length - new Set(server.asks.map(({ body }) => JSON.stringify(body))).size;

  it('are proposed, voted on and selected beside the measured ones; the model is a judge in the ensemble', async () => {
    const found = await engine.connection.sendRequest(models.findServersRequest, { url: server.url, key: null });
    assert.deepEqual(found.servers[0], { url: server.url, models: [{ name: 'scripted', context: 8192 }] });
    const estimate = await engine.connection.sendRequest(models.estimatePrinciplesRequest, params());
    assert.equal(estimate.comparisons, pairs);
    assert.equal(server.asks.length, 0);
    const seen: models.PrinciplesProgress[] = [];
    engine.connection.onProgress(models.principlesProgress, 'p', progress => {
      seen.push(progress);
    });
    const run = await extract();
    assert.equal(run.calls, server.asks.length);
    assert.ok(run.calls <= 1.5 * estimate.calls, `${run.calls} calls, ${estimate.calls} estimated`);
    assert.ok(run.inputTokens > 0 && run.notes.length > 2);
    assert.ok(seen.length > 10 && seen.every(({ share }, at) => at === 0 || share >= seen[at - 1]!.share));
    const { principles, members } = await audit();
    const said = principles.filter(({ origin }) => origin === 'model').map(({ text }) => text);
    for (const rule of plantedRules) assert.ok(said.includes(rule), `${rule} among ${said.join(' ')}`);
    const first = principles.find(({ place }) => place === 0);
    assert.equal(first?.text, plantedRules[0]);
    assert.ok(members.some(({ id, coverage }) => id === 'llm-judge' && coverage === 1));
  });

  it('go on where a run was cancelled, and no question is paid for twice', async () => {
    server.delay = 5;
    const stop = new CancellationTokenSource();
    engine.connection.onProgress(models.principlesProgress, 'p', ({ calls }) => {
      if (calls > 60) stop.cancel();
    });
    await assert.rejects(
      engine.connection.sendRequest(models.extractPrinciplesRequest, params(), stop.token),
      /Cancelled/,
    );
    const before = server.asks.length;
    assert.ok(before > 60);
    server.delay = 0;
    const run = await engine.connection.sendRequest(models.extractPrinciplesRequest, params({ progress: 'q' }));
    assert.equal(repeated(), 0);
    assert.equal(run.calls, server.asks.length - before);
    assert.ok(run.kept >= 60);
  });

  it('stop at a budget, and say so', async () => {
    await assert.rejects(extract({ budget: 5000 }), /budget/i);
    assert.ok(server.tokens.input + server.tokens.output <= 5000);
  });

  it('come from a sample where more comparisons are there than the model may read', async () => {
    const run = await extract({ most: 60 });
    const { principles } = await audit();
    const model = principles.find(({ origin }) => origin === 'model')!;
    assert.ok(model.for + model.against + model.abstain <= 60);
    assert.equal(run.calls, server.asks.length);
  });

  it('are joined by an installed encoder, unless it is left out', async () => {
    const models = join(folder.path, 'models');
    const recipe = { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 } as const;
    const tiny = await tinyModel(join(models, 'tiny'), { kind: 'encoder' }, { id: 'tiny-encoder', recipe });
    writeManifest(models, [tiny]);
    await engine.stop();
    engine = startEngine({ PAIRLENS_MODELS: models });
    await engine.open({ doc, path: join(folder.path, 'planted.jsonl'), storage: join(folder.path, 'storage') });
    const members = { device: 'cpu' } as const;
    const { notes } = await extract({ most: 40, members });
    assert.ok(
      notes.some(note => note.includes('(by tiny-encoder)')),
      notes.join('\n'),
    );
    const without = await extract({ most: 40, members: { ...members, without: ['tiny-encoder'] }, progress: 'q' });
    assert.ok(
      without.notes.some(note => note.includes('(by their words)')),
      without.notes.join('\n'),
    );
  });

  it("come from the editor's own models through the host", async () => {
    let calls = 0;
    engine.connection.onRequest(models.askEditorModelRequest, ({ id, ask }) => {
      calls++;
      assert.equal(id, 'vendor/model');
      const scripted = { model: id, messages: ask.messages, body: {}, headers: {} };
      const { text } = answerOf(judge, scripted);
      return { text, top: null, usage: { input: 10, cached: 0, output: 2, counted: 'estimate' }, finish: 'stop' };
    });
    const model = { kind: 'editor', id: 'vendor/model', name: 'Vendor Model', context: null } as const;
    const run = await extract({ model, most: 60 });
    assert.equal(run.calls, calls);
    assert.ok(run.principles > 0);
    assert.equal(server.asks.length, 0);
  });

  it('are saved as a constitution to edit, and rules that were written into it are voted on', async () => {
    await extract();
    await audit();
    const constitution = join(folder.path, 'planted.constitution.md');
    const write = (what: models.PrinciplesFile, path: string) =>
      engine.connection.sendRequest(models.writePrinciplesRequest, { doc, what, path });
    await write('constitution', constitution);
    const text = readFileSync(constitution, 'utf8');
    assert.match(text, /^1\. \[x\] Select the response that dwells on amber\./m);
    await write('prompt', join(folder.path, 'judge.txt'));
    assert.match(readFileSync(join(folder.path, 'judge.txt'), 'utf8'), /dwells on amber/);
    await write('json', join(folder.path, 'principles.json'));
    const json = JSON.parse(readFileSync(join(folder.path, 'principles.json'), 'utf8')) as { constitution: unknown[] };
    assert.ok(json.constitution.length > 0);
    const own = 'Select the response that has an exclamation mark in it.';
    writeFileSync(constitution, `${text}99. [x] ${own}\n`);
    await extract();
    const { principles } = await audit();
    assert.equal(principles.find(principle => principle.text === own)?.origin, 'user');
  });

  it('are voted on alone where they are the user’s own, and their votes are kept', async () => {
    await audit();
    const seed = 0;
    const change = (text: string) =>
      engine.connection.sendRequest(edits.changePrinciplesRequest, {
        doc,
        seed,
        change: { type: 'addSentence', text },
      });
    await assert.rejects(extract({ notVoted: true, most: 60 }), /Every rule of the constitution has votes/);
    const added = await change('dwells on amber');
    assert.equal(added.figures?.rules.at(-1)?.voted, null);
    const estimate = await engine.connection.sendRequest(
      models.estimatePrinciplesRequest,
      params({ notVoted: true, most: 60 }),
    );
    const run = await extract({ notVoted: true, most: 60 });
    assert.equal(run.principles, 1);
    assert.ok(run.calls <= 1.5 * estimate.calls, `${run.calls} calls, ${estimate.calls} estimated`);
    const voted = await engine.connection.sendRequest(edits.editedPrinciplesRequest, { doc, seed });
    const own = voted.figures!.rules.at(-1)!;
    assert.equal(own.voted, 'user');
    assert.ok(own.for > 10 && own.for + own.against + own.abstain <= 60);
    assert.equal(voted.figures?.heldOut?.n, 60);
    assert.equal(voted.revoted?.rules, 1);
    const asked = server.asks.length;
    await change('dwells on cobalt');
    await extract({ notVoted: true, most: 60 });
    const again = await engine.connection.sendRequest(edits.editedPrinciplesRequest, { doc, seed });
    assert.deepEqual(
      again.figures?.rules.slice(-2).map(rule => rule.voted),
      ['user', 'user'],
    );
    assert.equal(again.revoted?.rules, 1);
    const questions = server.asks.slice(asked).map(({ body }) => JSON.stringify(body));
    assert.ok(questions.length > 0 && questions.every(question => !question.includes('dwells on amber.')));
  });

  it('name the server that does not answer', async () => {
    await server.stop();
    await assert.rejects(extract(), new RegExp(new URL(server.url).host));
    server = await scriptedLlm();
  });
});
