import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { closeAll, eventually, extension, fixture, open, read, tabOf, verdict } from '../support/host.ts';
import { mappingPageOf } from '../support/mapping.ts';

const mapsOf = (uri: vscode.Uri) =>
  vscode.workspace.getConfiguration('pairlens', uri).get<Record<string, string>>('maps');

describe('mapping fields', () => {
  afterEach(closeAll);
  after(async () => {
    await vscode.workspace.getConfiguration('pairlens').update('maps', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('shows a file of unknown layout as a form, and as comparisons once it is filled in', async () => {
    const uri = fixture('votes.jsonl');
    const api = await extension();
    await vscode.commands.executeCommand('vscode.openWith', uri, 'pairlens.comparison');
    const page = await mappingPageOf(uri);
    assert.match(page.task.trouble ?? '', /no known layout of preference data fits/);
    assert.deepEqual(
      page.task.samples.fields.map(({ name }) => name),
      ['frage', 'x_one', 'x_two', 'won'],
    );
    assert.equal(api.document(uri.fsPath), undefined);
    // A map that does not read the file is refused, and nothing is kept.
    await assert.rejects(page.use('chosen=gone,rejected=x_two'), /no sampled record has the mapped field `gone`/);
    assert.equal(mapsOf(uri)?.[vscode.workspace.asRelativePath(uri)], undefined);
    const map = 'prompt=frage,a=x_one,b=x_two,label=won,a_is=1,b_is=2';
    await page.use(map);
    const document = await eventually(() => api.document(uri.fsPath));
    assert.equal(document.opened.rowCount, 2);
    assert.equal(mapsOf(uri)?.[vscode.workspace.asRelativePath(uri)], map);
    // It is an editor like any other: edits, undo, save.
    await document.edit(verdict(0, 'b'), 'B is better');
    await eventually(() => tabOf(uri)?.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.save');
    await eventually(() => tabOf(uri)?.isDirty === false);
    assert.match(read(uri), /"x_two": "Seven.", "won": 2/);
  });

  it('opens the file by the kept map the next time', async () => {
    const uri = fixture('votes.jsonl');
    const maps = { [vscode.workspace.asRelativePath(uri)]: 'prompt=frage,chosen=x_one,rejected=x_two' };
    await vscode.workspace.getConfiguration('pairlens').update('maps', maps, vscode.ConfigurationTarget.Workspace);
    const document = await open(uri);
    assert.equal(document.opened.format.byUser, true);
    assert.deepEqual(document.reading.map, maps[vscode.workspace.asRelativePath(uri)]);
  });

  it('maps the fields of a file that was recognised, and asks before decisions that are not saved', async () => {
    const uri = fixture('pairs.jsonl');
    const { dialogs } = await extension();
    const document = await open(uri);
    await document.edit(verdict(0, 'b'), 'B is better');
    await eventually(() => tabOf(uri)?.isDirty);
    await vscode.commands.executeCommand('pairlens.mapFields');
    const page = await mappingPageOf(uri);
    assert.equal(page.task.trouble, null);
    // Dismissed: nothing happens.
    const map = 'prompt=prompt,chosen=rejected,rejected=chosen';
    await page.use(map);
    assert.match(dialogs.asked.at(-1)!.text, /decisions that are not saved/);
    assert.equal(document.reading.map, '');
    dialogs.answerNext('Save and Go On');
    await page.use(map);
    assert.equal(document.reading.map, map);
    assert.equal(document.dirty, false);
    assert.equal(document.opened.rowCount, 5);
    assert.equal(mapsOf(uri)?.[vscode.workspace.asRelativePath(uri)], map);
    assert.match(read(uri.with({ path: uri.path.replace(/\.jsonl$/, '.review.jsonl') })), /"verdict":"b"/);
  });

  it('leaves a file that holds nothing to map to an error', async () => {
    const uri = fixture('pairs.jsonl', `${Math.random().toString(36).slice(2)}.review.jsonl`);
    await vscode.workspace.fs.writeFile(
      uri,
      Buffer.from('{"key":"0","occurrence":0,"reviewer":"ada","verdict":"a","at":"2026-01-02T03:04:05Z"}\n'),
    );
    const { mappingPages } = await extension();
    await vscode.commands
      .executeCommand('vscode.openWith', uri, 'pairlens.comparison')
      .then(undefined, () => undefined);
    await new Promise(done => setTimeout(done, 500));
    assert.deepEqual(mappingPages(), []);
  });
});
