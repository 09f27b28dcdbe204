import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import type { OpenAgain } from '../../../src/protocol/webview.ts';
import { closeAll, eventually, extension, fixture, open, tabOf, verdict } from '../support/host.ts';

describe('a page that asks to be opened again', () => {
  afterEach(closeAll);

  const ask = (what: unknown) => vscode.commands.executeCommand('pairlens.openAgain', what);

  it('changes nothing where its host is there: no tab is closed, no decision given up', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(0, 'b'), 'B is better');
    await eventually(() => tabOf(uri)?.isDirty);
    const told = dialogs.asked.length;
    const what: OpenAgain = { file: uri.toString(), unconfirmed: [] };
    for (const wanted of [what, { ...what, file: `${uri}x` }, { file: uri.toString() }, 'nonsense', null, undefined]) {
      await ask(wanted);
    }
    const { document: shown } = await extension();
    assert.equal(shown(uri.fsPath), document);
    assert.equal(document.decisions.get(0)?.verdict, 'b');
    assert.equal(tabOf(uri)?.isDirty, true);
    assert.equal(dialogs.asked.length, told);
  });
});
