import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import type { InstalledModel } from '../../../src/models/installedModel.ts';
import { type FileServer, fileServer } from '../../support/fileServer.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyModel } from '../../support/tinyOnnx.ts';
import { eventually, extension } from '../support/host.ts';

const reward = {
  kind: 'reward',
  template: { kind: 'pair' },
  maxLength: 512,
  keep: 'start',
  objectives: [{ name: 'reward', weight: 1 }],
} as const;
const encoder = { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 512 } as const;

describe('models in VS Code', () => {
  let folder: TemporaryFolder;
  let server: FileServer;

  const set = (name: string, value: string | undefined) =>
    vscode.workspace.getConfiguration('pairlens').update(name, value, vscode.ConfigurationTarget.Global);

  beforeEach(async () => {
    folder = temporaryFolder();
    server = await fileServer();
    await set('models.folder', join(folder.path, 'models'));
    await set('models.hub', server.url);
  });
  afterEach(async () => {
    await set('models.folder', undefined);
    await set('models.hub', undefined);
    await server.stop();
    folder.remove();
  });

  const listed = (): InstalledModel[] => {
    const path = join(folder.path, 'models', 'models.json');
    return existsSync(path) ? (JSON.parse(readFileSync(path, 'utf8')) as { models: InstalledModel[] }).models : [];
  };
  const place = (name: string): string => join(folder.path, name);

  it('adds a folder’s model, shows where it is, and removes it', async () => {
    const { dialogs } = await extension();
    await tinyModel(place('mine'), { kind: 'reward', logits: 1 }, { recipe: reward });
    dialogs.pickNext('From a folder…');
    dialogs.openNext(vscode.Uri.file(place('mine')));
    const asked = dialogs.asked.length;
    await vscode.commands.executeCommand('pairlens.addModel');
    assert.deepEqual(
      listed().map(({ id, recipe }) => ({ id, recipe })),
      [{ id: 'mine', recipe: reward }],
    );
    await eventually(() => dialogs.asked[asked]);
    assert.match(dialogs.asked[asked]?.text ?? '', /mine is added.*pair of texts/);

    dialogs.answerNext('Copy Path');
    await vscode.commands.executeCommand('pairlens.locateModel', { type: 'member', id: 'mine' });
    assert.equal(await vscode.env.clipboard.readText(), place('mine'));

    dialogs.pickNext('mine');
    await vscode.commands.executeCommand('pairlens.removeModel');
    assert.equal(listed().length, 1, 'the question was dismissed');
    assert.match(dialogs.asked.at(-1)?.detail ?? '', /not PairLens’ and stay/);
    dialogs.answerNext('Remove');
    await vscode.commands.executeCommand('pairlens.removeModel', { type: 'member', id: 'mine' });
    assert.equal(listed().length, 0);
    assert.ok(existsSync(join(place('mine'), 'model.onnx')));
  });

  it('asks for what the files do not say, and again if the answer does not do', async () => {
    const { dialogs } = await extension();
    await tinyModel(place('encoder'), { kind: 'encoder' }, { recipe: encoder });
    dialogs.pickNext('From a file…');
    dialogs.openNext(vscode.Uri.file(join(place('encoder'), 'model.onnx')));
    dialogs.typeNext('--pooling max');
    dialogs.typeNext('--pooling mean');
    await vscode.commands.executeCommand('pairlens.addModel');
    assert.deepEqual(listed()[0]?.recipe, encoder);
    assert.match(dialogs.offered.at(-1)?.title ?? '', /How is model\.onnx run\?/);
  });

  it('downloads only after a question that names host and size', async () => {
    const { dialogs } = await extension();
    dialogs.pickNext('all-MiniLM-L6-v2 (int8)');
    await vscode.commands.executeCommand('pairlens.addModel');
    const { text = '', detail = '' } = dialogs.asked.at(-1) ?? {};
    assert.equal(text, 'Download all-MiniLM-L6-v2 (int8)?');
    assert.ok(detail.includes(`23.7 MB from ${new URL(server.url).host}`), detail);
    assert.match(detail, /Licence Apache-2\.0/);
    assert.equal(server.requests.length, 0);
    assert.deepEqual(listed(), []);
  });

  it('fetches a model by id after consent', async () => {
    const { dialogs } = await extension();
    await tinyModel(place('made'), { kind: 'reward', logits: 1 }, { recipe: reward });
    for (const file of ['model.onnx', 'tokenizer.json']) {
      server.files.set(`/owner/name/resolve/main/${file}`, readFileSync(join(place('made'), file)));
    }
    dialogs.pickNext('By model id…');
    dialogs.typeNext('owner/name');
    dialogs.answerNext('Download');
    await vscode.commands.executeCommand('pairlens.addModel');
    assert.equal(listed()[0]?.source, 'owner/name@main');
    assert.ok(existsSync(join(folder.path, 'models', 'name', 'model.onnx')));
  });

  it('says what went wrong', async () => {
    const { dialogs } = await extension();
    dialogs.pickNext('By model id…');
    dialogs.typeNext('owner/absent');
    dialogs.answerNext('Download');
    const asked = dialogs.asked.length;
    await vscode.commands.executeCommand('pairlens.addModel');
    const error = await eventually(() => dialogs.asked.slice(asked).find(({ severity }) => severity === 'error'));
    assert.match(error.text, /owner\/absent has no tokenizer\.json/);
  });
});
