import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import type { TrainingWritten } from '../../../src/protocol/training.ts';
import { closeAll, eventually, extension, fixture, open, verdict } from '../support/host.ts';

const run = () => vscode.commands.executeCommand<TrainingWritten | null>('pairlens.exportTraining');
const records = (path: string) =>
  readFileSync(path, 'utf8')
    .trim()
    .split('\n')
    .map(line => JSON.parse(line) as Record<string, unknown>);

describe('export for training', () => {
  afterEach(closeAll);

  it('asks for format, options and place, writes what was decided, and says what the format can’t hold', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(0, 'drop'), 'Drop');
    await document.edit(verdict(2, 'b'), 'B is better');
    await document.edit(verdict(4, 'tie'), 'Tie');
    const target = vscode.Uri.file(uri.fsPath.replace(/\.jsonl$/, '.out.jsonl'));
    const before = dialogs.offered.length;
    dialogs.pickNext('trl-text');
    dialogs.pickNextOf('Data card');
    dialogs.typeNext('CC0');
    dialogs.saveNextAt(target);
    const written = await run();
    assert.deepEqual(
      written?.files.map(({ part, records: n }) => [part, n]),
      [['all', 2]],
    );
    assert.deepEqual(
      records(target.fsPath).map(({ prompt, chosen, rejected }) => [prompt, chosen, rejected]),
      [
        ['Boil an egg?', 'Eight minutes in boiling water.', 'Put it into the microwave.'],
        ['What is the capital of France?', 'Paris.', 'Lyon.'],
      ],
    );
    const { text } = dialogs.asked.at(-1)!;
    assert.match(text, /^2 records written as trl-text\./);
    assert.match(text, /Left out: verdict: drop \(1\)/);
    assert.match(text, /Not possible in this format: .*tie.* \(1\)/);
    assert.match(text, /Not held by it: other fields of the records \(1\)/);
    assert.match(readFileSync(written!.card!, 'utf8'), /CC0/);
    // Not audited: no options that need it; all formats are offered.
    const offered = dialogs.offered.slice(before);
    assert.ok(offered.some(({ labels }) => labels.length > 20 && labels.includes('openai')));
    assert.deepEqual(offered.find(({ title }) => title.endsWith('options'))?.labels, [
      'Split off a test set',
      'Data card',
    ]);
  });

  it('is limited to what the filter shows, and split by prompt', async () => {
    const { comparisons, dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    await open(uri);
    const panel = await eventually(() => comparisons.latest);
    panel.show({ view: { filter: { text: { kind: 'sql', value: 'line <= 3' } }, sort: 'position' } });
    const target = vscode.Uri.file(uri.fsPath.replace(/\.jsonl$/, '.part.jsonl'));
    dialogs.pickNext('What is shown');
    dialogs.pickNext('trl');
    dialogs.pickNextOf('Split off a test set');
    dialogs.typeNext('34');
    dialogs.saveNextAt(target);
    const written = await run();
    assert.deepEqual(
      written?.files.map(({ part }) => part),
      ['train', 'test'],
    );
    assert.equal(
      written.files.reduce((sum, file) => sum + file.records, 0),
      3,
    );
    assert.ok(written.files.every(({ path, records: n }) => records(path).length === n));
    assert.ok(!existsSync(target.fsPath));
  });

  it('leaves out what an audit found, and offers what needs one', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    await open(uri);
    await vscode.commands.executeCommand('pairlens.audit');
    const target = vscode.Uri.file(uri.fsPath.replace(/\.jsonl$/, '.margin.jsonl'));
    const before = dialogs.offered.length;
    dialogs.pickNextOf('malformed');
    dialogs.pickNext('margin');
    dialogs.pickNextOf('Data card');
    dialogs.typeNext('');
    dialogs.saveNextAt(target);
    const written = await run();
    const offered = dialogs.offered.slice(before).map(({ labels }) => labels);
    assert.ok(offered[0]?.includes('malformed'), offered.join());
    assert.ok(
      offered.some(labels => labels.includes('Soft labels') && labels.includes('Margins from preference strength')),
    );
    assert.ok(written, dialogs.asked.at(-1)?.text);
    assert.deepEqual(
      written.leftOut.filter(([why]) => why === 'finding: malformed'),
      [['finding: malformed', 1]],
    );
    assert.ok(records(target.fsPath).every(({ margin }) => typeof margin === 'number'));
    assert.match(dialogs.asked.at(-1)!.text, /4 records written as margin/);
    assert.match(readFileSync(written.card ?? '', 'utf8'), /malformed/);
  });

  it('takes the rows that are selected in the table', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    const target = vscode.Uri.file(uri.fsPath.replace(/\.jsonl$/, '.some.jsonl'));
    dialogs.pickNext('For training…');
    dialogs.pickNext('trl-text');
    dialogs.pickNextOf();
    dialogs.saveNextAt(target);
    const scope = { view: { filter: {}, sort: 'position' }, rows: [1, 4] };
    await vscode.commands.executeCommand('pairlens.bulk', document.id, scope, 'export');
    assert.deepEqual(
      records(target.fsPath).map(({ prompt }) => prompt),
      ['Boil an egg?', 'Say hello.'],
    );
    assert.match(dialogs.asked.at(-1)!.text, /Left out: condition \(2\)/);
  });

  it('changes nothing where the user turns back, and refuses to overwrite the dataset', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    await open(uri);
    const text = readFileSync(uri.fsPath, 'utf8');
    assert.equal(await run(), null);
    dialogs.pickNext('trl');
    assert.equal(await run(), null);
    dialogs.pickNext('trl');
    dialogs.pickNextOf();
    dialogs.saveNextAt(uri);
    await run();
    assert.match(dialogs.asked.at(-1)!.text, /belongs to the dataset itself/);
    assert.equal(readFileSync(uri.fsPath, 'utf8'), text);
  });
});
