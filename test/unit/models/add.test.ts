import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addModel } from '../../../src/models/addModel.ts';
import type { AddOptions } from '../../../src/models/addOptions.ts';
import { type CatalogueModel, catalogue } from '../../../src/models/catalogue.ts';
import { sourcesOf } from '../../../src/models/fetchKnown.ts';
import { fileTrouble } from '../../../src/models/fileTrouble.ts';
import { listInstalled } from '../../../src/models/listInstalled.ts';
import { networkOf } from '../../../src/models/network.ts';
import { readWantedModel } from '../../../src/models/wantedModel.ts';
import { proxyFor } from '../../../src/net/proxyFor.ts';
import { type FileServer, fileServer } from '../../support/fileServer.ts';
import { message } from '../../support/protobuf.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyModel } from '../../support/tinyOnnx.ts';
import { zipFile } from '../../support/zipFile.ts';

const recipe = { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 } as const;

describe('adding a model', () => {
  let folder: TemporaryFolder;
  let server: FileServer;
  let graph: Buffer;
  let tokenizer: Buffer;
  let known: CatalogueModel;
  let jar: Buffer;

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await fileServer();
    const made = await tinyModel(join(folder.path, 'made'), { kind: 'encoder' }, { recipe });
    graph = readFileSync(join(made.folder, 'model.onnx'));
    tokenizer = readFileSync(join(made.folder, 'tokenizer.json'));
    jar = zipFile([
      { name: 'weights.onnx', content: graph },
      { name: 'weights-tokenizer.json', content: tokenizer },
    ]);
    const { graph: graphPin, tokenizer: tokenizerPin } = made;
    known = {
      ...catalogue[0]!,
      id: 'tiny',
      graph: graphPin,
      tokenizer: tokenizerPin,
      hub: { repo: 'owner/tiny', revision: 'main', graph: 'onnx/model.onnx', tokenizer: 'tokenizer.json' },
      jar: { path: 'group/tiny.jar', sha256: createHash('sha256').update(jar).digest('hex'), bytes: jar.length },
    };
  });
  afterEach(async () => {
    await server.stop();
    folder.remove();
  });

  const models = (): string => join(folder.path, 'models');
  const add = (wanted: AddOptions['wanted'], more: Partial<AddOptions> = {}) =>
    addModel({
      wanted,
      folder: models(),
      network: networkOf({ HF_ENDPOINT: `${server.url}/hub/`, PAIRLENS_MAVEN: `${server.url}/maven` }),
      choices: {},
      signal: new AbortController().signal,
      onProgress: () => undefined,
      ...more,
    });
  const wantKnown = (): AddOptions['wanted'] => ({ kind: 'known', model: known });
  const onHub = (path: string, content: Buffer | object): void => {
    const bytes = Buffer.isBuffer(content) ? content : Buffer.from(JSON.stringify(content));
    server.files.set(`/hub/owner/tiny/resolve/main/${path}`, bytes);
  };
  const export_ = (files: Record<string, Buffer | object | string>): string => {
    const top = join(folder.path, 'exported');
    for (const [path, content] of Object.entries(files)) {
      mkdirSync(join(top, path, '..'), { recursive: true });
      const text = Buffer.isBuffer(content) || typeof content === 'string' ? content : JSON.stringify(content);
      writeFileSync(join(top, path), text);
    }
    return top;
  };

  it('fetches a known model from the package mirror that the user named, first', async () => {
    server.files.set('/maven/group/tiny.jar', jar);
    const { model } = await add(wantKnown());
    assert.deepEqual(await listInstalled(models()), [model]);
    assert.equal(await fileTrouble(model, 'content'), null);
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ['/maven/group/tiny.jar'],
    );
    assert.deepEqual(readdirSync(model.folder).sort(), ['model.onnx', 'tokenizer.json']);
  });

  it('falls back to the hub, and fetches nothing twice', async () => {
    onHub('onnx/model.onnx', graph);
    onHub('tokenizer.json', tokenizer);
    const { model } = await add(wantKnown());
    assert.equal(model.source, `${server.url}/hub/owner/tiny`);
    const asked = server.requests.length;
    await add(wantKnown());
    assert.equal(server.requests.length, asked);
  });

  it('says of each place why a model could not be had', async () => {
    onHub('tokenizer.json', tokenizer);
    onHub('onnx/model.onnx', Buffer.concat([graph.subarray(1), Buffer.from('x')]));
    const fetching = add(wantKnown());
    await assert.rejects(fetching, /could not be had\. .* has no .*tiny\.jar\. What came from .* is not the file/);
    assert.deepEqual(await listInstalled(models()), []);
  });

  it('takes a known model from a jar or a folder, by content, offline', async () => {
    const network = networkOf({ PAIRLENS_OFFLINE: '1' });
    const { model } = await add(wantKnown(), { from: folder.write('renamed.zip', jar), network });
    assert.equal(await fileTrouble(model, 'content'), null);
    await add({ kind: 'known', model: { ...known, id: 'other' } }, { from: join(folder.path, 'made'), network });
    assert.equal((await listInstalled(models())).length, 2);
    assert.equal(server.requests.length, 0);
    const wrong = zipFile([{ name: 'weights.onnx', content: Buffer.alloc(graph.length) }]);
    const third = { kind: 'known', model: { ...known, id: 'third' } } as const;
    await assert.rejects(add(third, { from: folder.write('w.jar', wrong), network }), /does not hold model\.onnx/);
    await assert.rejects(add(third, { network }), /told to stay offline/);
  });

  it('uses an exported folder where it is, and notices a later change', async () => {
    const path = export_({
      'onnx/model.onnx': graph,
      'tokenizer.json': tokenizer,
      'config.json': { architectures: ['BertModel'], max_position_embeddings: 64 },
      '1_Pooling/config.json': { pooling_mode_mean_tokens: true },
      'README.md': '---\nlicense: mit\n---\n',
    });
    const { model, notes } = await add({ kind: 'folder', path });
    assert.equal(model.id, 'exported');
    assert.equal(model.folder, path);
    assert.equal(model.licence, 'MIT');
    assert.deepEqual(model.recipe, { ...recipe });
    assert.equal(notes.length, 1);
    assert.equal(await fileTrouble(model, 'content'), null);
    appendFileSync(join(path, 'onnx', 'model.onnx'), 'x');
    assert.equal((await fileTrouble(model, 'sizes'))?.kind, 'changed');
    await assert.rejects(add({ kind: 'folder', path }), /There is a model exported already/);
  });

  it('copies a file’s model on demand', async () => {
    const path = export_({ 'mine.onnx': graph, 'tokenizer.json': tokenizer });
    const wanted = { kind: 'file', path: join(path, 'mine.onnx') } as const;
    await assert.rejects(add(wanted), /--pooling mean\|cls/);
    const { model } = await add(wanted, { copy: true, choices: { pooling: 'cls' }, id: 'my-own' });
    assert.equal(model.folder, join(models(), 'my-own'));
    assert.equal(await fileTrouble(model, 'content'), null);
  });

  it('says what an export lacks', async () => {
    await assert.rejects(add({ kind: 'folder', path: export_({ 'a.txt': 'x' }) }), /holds no \.onnx file.*optimum-cli/);
    const path = export_({ 'a.onnx': graph });
    await assert.rejects(
      add({ kind: 'folder', path }, { choices: { pooling: 'mean' } }),
      /tokenizer\.json is not there/,
    );
    export_({ 'b.onnx': graph });
    await assert.rejects(add({ kind: 'folder', path }), /holds 2 \.onnx files: a\.onnx, b\.onnx/);
  });

  it('fetches a reward model of a hub with its weights, and pins what came', async () => {
    const weights = Buffer.from('weights of a model');
    const tensor = message([8, 'w'], [13, message([1, 'location'], [2, 'model.onnx_data'])], [14, 1]);
    const port = (name: string, sizes: number) =>
      message(
        [1, name],
        [2, message([1, message([2, message(...Array.from({ length: sizes }, () => [1, ''] as const))])])],
      );
    const reward = message(
      [1, 8],
      [7, message([1, message([4, 'Add'])], [5, tensor], [11, port('input_ids', 2)], [12, port('logits', 2)])],
      [8, message([2, 17])],
    );
    onHub('onnx/model.onnx', Buffer.from(reward));
    onHub('onnx/model.onnx_data', weights);
    onHub('tokenizer.json', tokenizer);
    onHub('config.json', {
      architectures: ['LlamaForSequenceClassification'],
      num_labels: 1,
      max_position_embeddings: 900,
    });
    onHub('tokenizer_config.json', { chat_template: '{{ messages }}' });
    const { model } = await add({ kind: 'hub', repo: 'owner/tiny', revision: 'main', file: null });
    assert.equal(model.source, 'owner/tiny@main');
    assert.deepEqual(
      model.others.map(({ path }) => path),
      ['onnx/model.onnx_data'],
    );
    assert.equal(model.recipe.kind, 'reward');
    assert.equal(await fileTrouble(model, 'content'), null);
    assert.ok(!existsSync(join(model.folder, 'onnx', 'model.onnx_data.part')));
  });

  it('does not fetch a graph again when its recipe had to be asked for', async () => {
    onHub('onnx/model.onnx', graph);
    onHub('tokenizer.json', tokenizer);
    const wanted = { kind: 'hub', repo: 'owner/tiny', revision: 'main', file: null } as const;
    await assert.rejects(add(wanted), /--pooling mean/);
    const first = server.requests.length;
    const { model } = await add(wanted, { choices: { pooling: 'cls' } });
    const again = server.requests.slice(first).filter(({ path }) => /model\.onnx$|tokenizer\.json$/.test(path));
    assert.deepEqual(
      again.map(({ headers }) => headers['if-none-match'] !== undefined),
      [true, true],
    );
    assert.deepEqual(readdirSync(join(model.folder, 'onnx')), ['model.onnx']);

    // A graph that the server has changed meanwhile is fetched, and one that was damaged here.
    await assert.rejects(add(wanted, { id: 'other' }), /--pooling mean/);
    writeFileSync(join(models(), 'other', 'onnx', 'model.onnx'), Buffer.alloc(graph.length));
    const repaired = await add(wanted, { id: 'other', choices: { pooling: 'cls' } });
    assert.equal(await fileTrouble(repaired.model, 'content'), null);
  });

  it('lists no hostile model', async () => {
    const evil = message([1, 8], [7, message([1, message([4, 'Run'], [7, 'evil'])])], [8, message([2, 17])]);
    const path = export_({ 'model.onnx': Buffer.from(evil), 'tokenizer.json': tokenizer });
    await assert.rejects(add({ kind: 'folder', path }, { choices: { pooling: 'mean' } }), /operator "evil:Run"/);
    assert.deepEqual(await listInstalled(models()), []);
  });

  it('tells known models, hub ids, folders and files apart', async () => {
    const cwd = folder.path;
    mkdirSync(join(cwd, 'owner', 'name'), { recursive: true });
    folder.write('m.onnx', 'x');
    folder.write('m.txt', 'x');
    const kind = async (text: string) => (await readWantedModel(text, cwd)).kind;
    assert.equal(await kind('ALL-MiniLM-L6-v2-int8'), 'known');
    assert.deepEqual(await readWantedModel('owner/name@v1.0:onnx/m q.onnx', cwd), {
      kind: 'hub',
      repo: 'owner/name',
      revision: 'v1.0',
      file: 'onnx/m q.onnx',
    });
    assert.equal(await kind('./owner/name'), 'folder');
    assert.equal(await kind('m.onnx'), 'file');
    await assert.rejects(readWantedModel('m.txt', cwd), /is no \.onnx file/);
    for (const odd of ['nothing', 'owner/name:../../x.onnx', '../..', 'a/b/c', 'owner/..', 'x@y/z']) {
      const what = await readWantedModel(odd, cwd).catch(() => null);
      assert.ok(what === null || what.kind === 'folder', odd);
    }
  });

  it('pins every file of every known model', () => {
    const ids = new Set(catalogue.map(({ id }) => id));
    assert.equal(ids.size, catalogue.length);
    for (const { graph: pinned, tokenizer: own, jar: archive, hub } of catalogue) {
      for (const file of [pinned, own, archive, ...(hub.pin ? [hub.pin] : [])]) {
        assert.match(file.sha256, /^[0-9a-f]{64}$/);
        assert.ok(file.bytes > 100_000);
      }
    }
    const [first] = sourcesOf(catalogue[0]!, networkOf({}));
    assert.deepEqual(first, { kind: 'hub', host: 'huggingface.co', bytes: 23_684_031 });
    assert.equal(sourcesOf(catalogue[0]!, networkOf({ PAIRLENS_MAVEN: 'https://m.example/x/' }))[0]?.host, 'm.example');
  });

  it('reads addresses, tokens and proxies out of the environment', () => {
    assert.equal(networkOf({}, 'https://hub.example/').hub, 'https://hub.example');
    assert.equal(networkOf({ HF_ENDPOINT: 'https://a.example' }, 'https://b.example').hub, 'https://a.example');
    assert.equal(networkOf({ HF_HUB_OFFLINE: 'TRUE' }).offline, true);
    assert.equal(networkOf({ PAIRLENS_OFFLINE: '0' }).offline, false);
    const https = new URL('https://hub.example/x');
    const env = { HTTPS_PROXY: 'proxy.example:3128', NO_PROXY: 'local.example,.internal:8443' };
    assert.equal(proxyFor(https, env)?.href, 'http://proxy.example:3128/');
    assert.equal(proxyFor(new URL('https://a.local.example/'), env), null);
    assert.equal(proxyFor(new URL('https://a.internal:8443/'), env), null);
    assert.notEqual(proxyFor(new URL('https://a.internal/'), env), null);
    assert.equal(proxyFor(new URL('http://127.0.0.1:9/'), { http_proxy: 'http://p.example' }), null);
    assert.equal(proxyFor(https, { HTTPS_PROXY: 'socks5://p.example' }), null);
    assert.equal(proxyFor(https, { ...env, NO_PROXY: '*' }), null);
  });
});
