import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { fixtures } from '../support/fixtures.ts';
import { closeAll, eventually, extension, fixture, open, tabOf } from '../support/host.ts';

const lines = fixtures['pairs.jsonl']!.split('\n');

describe('many comparisons at once in VS Code', () => {
  afterEach(closeAll);

  it('asks with count and effect, does it as one step, and undoes it', async () => {
    const { dialogs } = await extension();
    const document = await open(fixture('pairs.jsonl'));
    dialogs.pickNext('Drop');
    dialogs.answerNext('Drop 5 comparisons');
    await vscode.commands.executeCommand('pairlens.bulk');
    assert.deepEqual(
      [...document.decisions.values()].map(({ verdict }) => verdict),
      Array.from({ length: 5 }, () => 'drop'),
    );
    const asked = dialogs.asked.at(-1);
    assert.equal(asked?.text, 'Drop 5 comparisons?');
    assert.match(asked?.detail ?? '', /One undo step brings everything back/);
    await eventually(() => tabOf(document.uri)?.isDirty);
    await vscode.commands.executeCommand('undo');
    await eventually(() => document.decisions.size === 0);
    await eventually(() => tabOf(document.uri)?.isDirty === false);
    await vscode.commands.executeCommand('redo');
    await eventually(() => document.decisions.size === 5);
  });

  it('leaves verdicts alone unless told to replace them, and does nothing when dismissed', async () => {
    const { dialogs } = await extension();
    const document = await open(fixture('pairs.jsonl'));
    await document.edit(
      { type: 'verdict', row: 0, at: '2026-01-02T03:04:05Z', verdict: 'b', given: 'seen' },
      'B is better',
    );
    dialogs.pickNext('Tie');
    await vscode.commands.executeCommand('pairlens.bulk');
    assert.equal(document.decisions.size, 1);
    assert.match(dialogs.asked.at(-1)?.detail ?? '', /1 already have a verdict and are left alone\..*1 are malformed/);
    dialogs.pickNext('Tie');
    dialogs.answerNext('Call 3 comparisons a tie');
    await vscode.commands.executeCommand('pairlens.bulk');
    assert.deepEqual(
      [0, 1, 2, 3, 4].map(row => document.decisions.get(row)?.verdict ?? null),
      ['b', 'tie', 'tie', null, 'tie'],
    );
  });

  it('adds a tag that is typed to the rows named, and exports them byte for byte', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    const scope = { view: { filter: {}, sort: 'position' }, rows: [1, 4] };
    dialogs.typeNext('recheck');
    dialogs.answerNext('Tag 2 comparisons “recheck”');
    await vscode.commands.executeCommand('pairlens.bulk', document.id, scope, 'addTag');
    assert.deepEqual(
      [...document.decisions].map(([row, { tags }]) => [row, tags]),
      [
        [1, ['recheck']],
        [4, ['recheck']],
      ],
    );
    const target = vscode.Uri.file(uri.fsPath.replace(/\.jsonl$/, '.out.jsonl'));
    dialogs.pickNext('As in the file');
    dialogs.saveNextAt(target);
    await vscode.commands.executeCommand('pairlens.bulk', document.id, scope, 'export');
    assert.equal(readFileSync(target.fsPath, 'utf8'), `${lines[1]}\n${lines[4]}\n`);
  });

  it('keeps filters under names, opens and removes them', async () => {
    const { comparisons, dialogs } = await extension();
    await open(fixture('pairs.jsonl'));
    const panel = await eventually(() => comparisons.latest);
    const view = { filter: { text: { kind: 'sql', value: 'chars_a > 10' } }, sort: 'position' } as const;
    panel.show({ view });
    dialogs.typeNext('longer');
    await vscode.commands.executeCommand('pairlens.saveFilter');
    panel.show({ view: { filter: {}, sort: 'position' } });
    dialogs.pickNext('longer');
    await vscode.commands.executeCommand('pairlens.openFilter');
    await eventually(() => panel.state?.view.filter.text?.value === 'chars_a > 10');
    dialogs.pickNext('longer');
    await vscode.commands.executeCommand('pairlens.removeFilter');
    await vscode.commands.executeCommand('pairlens.openFilter');
    assert.match(dialogs.asked.at(-1)?.text ?? '', /No filter was saved/);
  });
});
