import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { detailRequest } from '../../../src/protocol/reading.ts';
import { closeAll, eventually, extension, fixture, open } from '../support/host.ts';

const choose = () => vscode.commands.executeCommand<string | null>('pairlens.choosePairs');
const setting = () => vscode.workspace.getConfiguration('pairlens').get<string>('pairs');

describe('pairs of lists', () => {
  afterEach(closeAll);
  after(async () => {
    await vscode.workspace
      .getConfiguration('pairlens')
      .update('pairs', undefined, vscode.ConfigurationTarget.Workspace);
  });

  it('are chosen from a picker, kept in the settings, and read at once', async () => {
    const { dialogs, engine } = await extension();
    const document = await open(fixture('ranked.jsonl'));
    assert.equal(document.opened.rowCount, 1);
    dialogs.pickNext('All pairs');
    assert.equal(await choose(), 'all');
    assert.equal(setting(), 'all');
    await eventually(() => document.opened.rowCount === 3);
    const [detail] = await engine.request(detailRequest, { doc: document.id, rows: [2] });
    assert.deepEqual(
      detail?.list?.responses.map(({ rank, model, text }) => [rank, model, text]),
      [
        [1, 'n', 'Underproofed.'],
        [2, 'm', 'Old yeast.'],
        [3, 'o', 'Bad luck.'],
      ],
    );
    assert.deepEqual(
      detail.list.pairs.map(({ row, a, b }) => [row, a, b]),
      [
        [0, 0, 1],
        [1, 0, 2],
        [2, 1, 2],
      ],
    );
    dialogs.pickNext('All that lie far enough apart…');
    dialogs.typeNext('2');
    assert.equal(await choose(), 'threshold:2');
    assert.equal(document.opened.rowCount, 1);
    // Dismissed: as it was.
    assert.equal(await choose(), null);
    assert.equal(document.reading.pairs, 'threshold:2');
  });

  it('say that there are none where a record is one comparison', async () => {
    const { dialogs } = await extension();
    await open(fixture('pairs.jsonl'));
    await choose();
    assert.match(dialogs.asked.at(-1)!.text, /holds one comparison a record/);
  });
});
