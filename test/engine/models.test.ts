import assert from 'node:assert/strict';
import { existsSync, mkdirSync, readFileSync, renameSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { ResponseError } from 'vscode-jsonrpc';
import { catalogue } from '../../src/models/catalogue.ts';
import { listInstalled } from '../../src/models/listInstalled.ts';
import { saveModel } from '../../src/models/saveModel.ts';
import { userErrorCode } from '../../src/protocol/errorCodes.ts';
import {
  addModelRequest,
  modelProgress,
  modelRecipeCode,
  modelsRequest,
  removeModelRequest,
} from '../../src/protocol/models.ts';
import { type FileServer, fileServer } from '../support/fileServer.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { tinyModel } from '../support/tinyOnnx.ts';
import { endOf, startCommand } from './support/command.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

const recipe = { kind: 'reward', template: { kind: 'pair' }, maxLength: 512, keep: 'start' } as const;

describe('models', function () {
  this.timeout(30_000);

  let folder: TemporaryFolder;
  let server: FileServer;
  let models: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await fileServer();
    models = join(folder.path, 'models');
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  /** An export of a reward model, on disk and on the hub. */
  const exported = async (name = 'my-reward'): Promise<string> => {
    const place = join(folder.path, name);
    const objectives = [{ name: 'reward', weight: 1 }];
    await tinyModel(place, { kind: 'reward', logits: 1 }, { recipe: { ...recipe, objectives } });
    for (const file of ['model.onnx', 'tokenizer.json']) {
      server.files.set(`/owner/${name}/resolve/main/${file}`, readFileSync(join(place, file)));
    }
    return place;
  };

  describe('from the command line', () => {
    const start = (args: readonly string[], env: Record<string, string> = {}) => {
      const here = { PAIRLENS_MODELS: models, HF_ENDPOINT: server.url, PAIRLENS_OFFLINE: '' };
      return startCommand(['models', ...args], { folder: folder.path, env: { ...here, ...env } });
    };
    const run = (...args: string[]) => endOf(start(args));

    it('adds a folder, lists it, notices that it changed, and removes it without its files', async () => {
      const place = await exported();
      const added = await run('add', './my-reward');
      assert.equal(added.code, 0, added.stderr);
      assert.match(added.stdout, /^Added my-reward: reward model, a pair of texts, 512 tokens/);
      const listed = await run('list', '--verify');
      assert.equal(listed.code, 0);
      assert.match(listed.stdout, /my-reward +reward model +fp32 .* ready/);

      const graph = join(place, 'model.onnx');
      renameSync(graph, join(place, 'away.onnx'));
      const broken = await run('list');
      assert.equal(broken.code, 1);
      assert.match(broken.stdout, /not usable[\s\S]*model\.onnx is not there\. Remove the model and add it again/);
      const json = JSON.parse((await run('list', '--json')).stdout) as { models: { trouble: string | null }[] };
      assert.match(json.models[0]?.trouble ?? '', /is not there/);

      const removed = await run('remove', 'my-reward');
      assert.equal(removed.code, 0);
      assert.match(removed.stdout, /its files are not PairLens’ and stay/);
      assert.ok(existsSync(join(place, 'away.onnx')));
      assert.match((await run('list')).stdout, /^No models in .*\nTo begin: pairlens models add /);
    });

    it('fetches a model of a hub, with progress on stderr, and removes it with its files', async () => {
      await exported();
      const { code, stdout, stderr } = await run('add', 'owner/my-reward', '--json', '--max-length', '256');
      assert.equal(code, 0, stderr);
      const model = JSON.parse(stdout) as { folder: string; recipe: object; source: string };
      assert.deepEqual(model.recipe, { ...recipe, maxLength: 256, objectives: [{ name: 'reward', weight: 1 }] });
      assert.match(stderr, /Downloading .* from 127\.0\.0\.1/);
      assert.equal((await run('remove', 'my-reward')).code, 0);
      assert.ok(!existsSync(model.folder));
    });

    it('keeps what came when it is interrupted, and goes on from there', async function () {
      if (process.platform === 'win32') this.skip();
      await exported();
      const whole = readFileSync(join(folder.path, 'my-reward', 'model.onnx'));
      const path = '/owner/my-reward/resolve/main/onnx/model.onnx';
      // Large enough that a part of it is on disk before the rest is missing.
      server.files.set(path, whole);
      server.files.delete('/owner/my-reward/resolve/main/model.onnx');
      const stallAt = Math.floor(whole.length / 2);
      const tokenizerPath = '/owner/my-reward/resolve/main/tokenizer.json';
      const tokenizer = server.files.get(tokenizerPath)!;
      server.troubles.push({ kind: 'break', after: tokenizer.length }, { kind: 'stall', after: stallAt });
      const child = start(['add', 'owner/my-reward']);
      const ending = endOf(child);
      const part = join(models, 'my-reward', 'onnx', 'model.onnx.part');
      for (let i = 0; i < 500 && !(existsSync(part) && statSync(part).size >= stallAt); i++) {
        await new Promise(done => setTimeout(done, 20));
      }
      child.kill('SIGINT');
      const { code, stderr } = await ending;
      assert.equal(code, 130, stderr);
      assert.match(stderr, /interrupted; what came so far is kept/);
      assert.equal(statSync(part).size, stallAt);
      const again = await run('add', 'owner/my-reward');
      assert.equal(again.code, 0, again.stderr);
      const last = server.requests.findLast(request => request.path === path);
      assert.equal(last?.headers.range, `bytes=${stallAt}-`);
      assert.deepEqual(readFileSync(join(models, 'my-reward', 'onnx', 'model.onnx')), whole);
    });

    it('says what is wrong, with the exit codes of other commands', async () => {
      await exported();
      const cases: [string[], Record<string, string>, number, RegExp][] = [
        [['add', 'nothing'], {}, 2, /neither a known model nor a folder/],
        [['add', 'my-reward', '--from', 'x'], {}, 2, /--from is for known models/],
        [['add', './my-reward', '--kind', 'encoder'], {}, 2, /--pooling mean\|cls/],
        [['add', './my-reward', '--objective', 'x=1', '--objective', 'y=1'], {}, 2, /objective/],
        [['add', 'owner/absent'], {}, 3, /owner\/absent has no tokenizer\.json/],
        [['add', 'owner/my-reward'], { PAIRLENS_OFFLINE: '1' }, 3, /told to stay offline/],
        [['add', './my-reward'], { PAIRLENS_MODELS: folder.write('file', 'x') }, 3, /\S/],
        [['remove', 'nothing'], {}, 2, /No model "nothing" is installed/],
        [['remove'], {}, 2, /Name the model/],
        [['fetch'], {}, 2, /There is no "pairlens models fetch"/],
        [['list', '--bogus'], {}, 2, /pairlens models --help/],
      ];
      for (const [args, env, code, words] of cases) {
        const result = await endOf(start(args, env));
        assert.equal(result.code, code, `${args.join(' ')}: ${result.stderr}`);
        assert.match(result.stderr, words, args.join(' '));
        assert.doesNotMatch(result.stderr, /^ {4}at /m, 'no stack');
      }
    });

    it('lists the known models, and says where models are', async () => {
      const { stdout } = await run('add');
      for (const { id } of catalogue) assert.ok(stdout.includes(id));
      assert.equal((await run('where')).stdout, `${models}\n`);
      assert.match((await run('--help')).stdout, /Examples:\n {2}pairlens models add /);
    });
  });

  describe('through the engine', () => {
    let engine: TestEngine;
    beforeEach(() => {
      // Their folder and hub come with each request.
      engine = startEngine({ PAIRLENS_MODELS: '', HF_ENDPOINT: '' });
    });
    afterEach(() => engine.stop());

    const settings = () => ({ folder: models, hub: server.url });
    const add = (model: string, options = '', progress = 'p') =>
      engine.connection.sendRequest(addModelRequest, { model, options, settings: settings(), progress });
    const failure = async (asking: Promise<unknown>): Promise<ResponseError<void>> => {
      try {
        await asking;
      } catch (error) {
        assert.ok(error instanceof ResponseError);
        return error;
      }
      return assert.fail('it did not fail');
    };

    it('offers, adds with progress, lists and removes', async () => {
      await exported();
      const before = await engine.connection.sendRequest(modelsRequest, settings());
      assert.equal(before.folder, models);
      assert.deepEqual(before.installed, []);
      assert.equal(before.offered[0]?.sources[0]?.host, new URL(server.url).host);
      const stages: string[] = [];
      engine.connection.onProgress(modelProgress, 'p', ({ stage }) => void stages.push(stage));
      const { model } = await add('owner/my-reward', '--max-length 64 --template "text:{prompt} -> {response}"');
      assert.ok(model.recipe.kind === 'reward' && model.recipe.maxLength === 64);
      assert.deepEqual(model.recipe.template, { kind: 'text', text: '{prompt} -> {response}' });
      assert.ok(
        stages.some(stage => /Downloading model\.onnx from 127/.test(stage)),
        stages.join(),
      );
      const after = await engine.connection.sendRequest(modelsRequest, settings());
      assert.deepEqual(after.installed, [{ model, trouble: null }]);
      const removed = await engine.connection.sendRequest(removeModelRequest, { id: model.id, settings: settings() });
      assert.deepEqual(removed, { files: true });
    });

    it('tells a lack of options from other trouble', async () => {
      const place = await exported();
      const lacking = await failure(add(place, '--kind encoder'));
      assert.equal(lacking.code, modelRecipeCode);
      assert.match(lacking.message, /--pooling/);
      assert.equal((await failure(add(place, '--kind "encoder'))).code, modelRecipeCode);
      const absent = await failure(add('owner/absent'));
      assert.equal(absent.code, userErrorCode);
      assert.match(absent.message, /has no tokenizer\.json/);
    });

    it('reads what the command wrote', async () => {
      const place = await exported();
      const made = await tinyModel(
        place,
        { kind: 'reward', logits: 1 },
        { id: 'by-hand', recipe: { ...recipe, objectives: [{ name: 'r', weight: 1 }] } },
      );
      mkdirSync(models, { recursive: true });
      await saveModel(models, made);
      const { installed } = await engine.connection.sendRequest(modelsRequest, settings());
      assert.deepEqual(
        installed.map(({ model }) => model),
        await listInstalled(models),
      );
    });
  });
});
