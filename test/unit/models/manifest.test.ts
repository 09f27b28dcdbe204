import assert from 'node:assert/strict';
import { fork } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { fileTrouble } from '../../../src/models/fileTrouble.ts';
import type { InstalledModel } from '../../../src/models/installedModel.ts';
import { listInstalled } from '../../../src/models/listInstalled.ts';
import { isModelId, modelIdOf } from '../../../src/models/modelId.ts';
import { modelsFolder } from '../../../src/models/modelsFolder.ts';
import { removeModel } from '../../../src/models/removeModel.ts';
import { saveModel } from '../../../src/models/saveModel.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyModel } from '../../support/tinyOnnx.ts';

const recipe = { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 } as const;

describe('the manifest of models', () => {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());

  const install = async (id = 'tiny'): Promise<InstalledModel> => {
    const model = await tinyModel(join(folder.path, id), { kind: 'encoder' }, { id, recipe });
    await saveModel(folder.path, model);
    return model;
  };
  const content = () => JSON.parse(readFileSync(join(folder.path, 'models.json'), 'utf8'));

  it('lists nothing where there is none', async () => {
    assert.deepEqual(await listInstalled(join(folder.path, 'absent')), []);
  });

  it('gives back what was saved, with folders inside it relative', async () => {
    const model = await install();
    assert.deepEqual(await listInstalled(folder.path), [model]);
    assert.equal(content().models[0].folder, 'tiny');
    assert.deepEqual(readdirSync(folder.path).sort(), ['models.json', 'tiny']);
  });

  it('keeps fields that it does not know', async () => {
    const model = await install();
    const written = content();
    written.note = 'mine';
    written.models[0].colour = 'red';
    folder.write('models.json', JSON.stringify(written));
    await saveModel(folder.path, { ...model, name: 'Renamed' });
    await install('second');
    assert.equal(content().note, 'mine');
    assert.equal(content().models[0].colour, 'red');
    assert.deepEqual(
      (await listInstalled(folder.path)).map(({ name }) => name),
      ['Renamed', 'second'],
    );
  });

  it('says which file is damaged, where, and what to do', async () => {
    await install();
    const good = readFileSync(join(folder.path, 'models.json'), 'utf8');
    const broken: [string, RegExp][] = [
      ['{"version": 1, "models": [', /models\.json is damaged: .*rename it and add the models again/],
      ['[]', /it holds no object/],
      ['{"version": 1}', /`models` is no list/],
      ['{"version": 2, "models": []}', /newer PairLens/],
      [
        good.replace(/"sha256": "[0-9a-f]{64}"/, '"sha256": "xyz"'),
        /in model 1 \("tiny"\), the `sha256` of model.onnx/,
      ],
      [good.replace('"model.onnx"', '"../../model.onnx"'), /leads out of the folder/],
      [good.replace('"model.onnx"', '"/etc/passwd"'), /leads out of the folder/],
      [good.replace('"folder": "tiny"', '"folder": "../elsewhere"'), /leads out of the folder/],
      [good.replace('"pooling": "mean"', '"pooling": "max"'), /`pooling` is none of mean, cls/],
    ];
    for (const [text, words] of broken) {
      assert.notEqual(text, good);
      folder.write('models.json', text);
      await assert.rejects(listInstalled(folder.path), words);
    }
    folder.write('models.json', good.replace(/"models": \[([\s\S]*)\]/, '"models": [$1, $1]'));
    await assert.rejects(listInstalled(folder.path), /its id is listed twice/);
  });

  it('removes a model with its own files, also a damaged entry, and never files elsewhere', async () => {
    const outside = await tinyModel(join(folder.path, 'own', 'place'), { kind: 'encoder' }, { id: 'mine', recipe });
    const models = join(folder.path, 'models');
    await saveModel(models, outside);
    await saveModel(models, await tinyModel(join(models, 'tiny'), { kind: 'encoder' }, { id: 'tiny', recipe }));
    assert.deepEqual(await removeModel(models, 'mine'), { files: false });
    assert.ok(existsSync(join(outside.folder, 'model.onnx')));
    const path = join(models, 'models.json');
    writeFileSync(path, readFileSync(path, 'utf8').replace('"fp32"', '"fp99"'));
    await assert.rejects(listInstalled(models));
    assert.deepEqual(await removeModel(models, 'tiny'), { files: true });
    assert.ok(!existsSync(join(models, 'tiny')));
    await assert.rejects(removeModel(models, 'tiny'), /No model "tiny" is installed. Installed: none/);
  });

  it('deletes no folder that an entry names for another id', async () => {
    await install('victim');
    mkdirSync(join(folder.path, 'evil'));
    const written = content();
    written.models.push({ ...written.models[0], id: 'evil', folder: 'victim' });
    folder.write('models.json', JSON.stringify(written));
    assert.deepEqual(await removeModel(folder.path, 'evil'), { files: false });
    assert.ok(existsSync(join(folder.path, 'victim', 'model.onnx')));
  });

  it('loses nothing when several processes write at once', async function () {
    this.timeout(60_000);
    const program = folder.write(
      'save.mts',
      `import { saveModel } from ${JSON.stringify(join(process.cwd(), 'src/models/saveModel.ts'))};
       const [folder, name] = process.argv.slice(2);
       const file = { path: 'x', sha256: 'a'.repeat(64), bytes: 1 };
       for (let i = 0; i < 8; i++) await saveModel(folder, { id: name + i, name, licence: 'MIT', folder: folder + '/' + name + i,
         graph: file, tokenizer: file, others: [], precision: 'fp32', source: 'test', recipe: ${JSON.stringify(recipe)} });`,
    );
    const children = ['a', 'b', 'c'].map(name => fork(program, [folder.path, name], { execArgv: ['--import', 'tsx'] }));
    const codes = await Promise.all(children.map(async child => ((await once(child, 'exit')) as [number])[0]));
    assert.deepEqual(codes, [0, 0, 0]);
    assert.equal((await listInstalled(folder.path)).length, 24);
  });

  it('notices files that are gone or have changed', async () => {
    const model = await install();
    assert.equal(await fileTrouble(model, 'content'), null);
    const graph = join(model.folder, 'model.onnx');
    const bytes = readFileSync(graph);
    bytes[100]! ^= 1;
    writeFileSync(graph, bytes);
    assert.equal(await fileTrouble(model, 'sizes'), null);
    assert.match((await fileTrouble(model, 'content'))?.message ?? '', /model\.onnx has changed since/);
    writeFileSync(graph, bytes.subarray(1));
    assert.equal((await fileTrouble(model, 'sizes'))?.kind, 'changed');
    assert.equal((await fileTrouble({ ...model, folder: '/nowhere' }, 'sizes'))?.kind, 'missing');
  });

  it('has one folder for the editor and the command', () => {
    const linux = (env: NodeJS.ProcessEnv, setting?: string) => modelsFolder(env, 'linux', setting);
    assert.equal(linux({}), join(homedir(), '.local', 'share', 'pairlens', 'models'));
    assert.equal(linux({ XDG_DATA_HOME: '/data' }), '/data/pairlens/models');
    assert.equal(linux({ XDG_DATA_HOME: 'relative' }), join(homedir(), '.local', 'share', 'pairlens', 'models'));
    assert.equal(linux({ PAIRLENS_STORAGE: '/s' }), '/s/models');
    assert.equal(linux({ PAIRLENS_STORAGE: '/s' }, '/chosen'), '/chosen');
    assert.equal(linux({}, '~/m'), join(homedir(), 'm'));
    assert.equal(linux({ PAIRLENS_MODELS: '/m' }, '/chosen'), '/m');
    assert.match(modelsFolder({}, 'darwin'), /Library\/Application Support\/pairlens\/models$/);
  });

  it('makes ids that can be folders and columns', () => {
    assert.equal(modelIdOf('Owner/My Model_v2.0'), 'my-model_v2.0');
    assert.equal(modelIdOf('/home/me/reward model/'), 'reward-model');
    assert.equal(modelIdOf('???'), 'model');
    for (const bad of ['', '.hidden', 'UPPER', 'a/b', 'con', 'nul.x', 'models.json', 'a'.repeat(65), 'dot.']) {
      assert.ok(!isModelId(bad), bad);
    }
  });
});
