import assert from 'node:assert/strict';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { answerOf } from '../../../bench/icai/judge.ts';
import { checkable, fortyRules, plantedPairs } from '../../../bench/icai/planted.ts';
import type { Rationale } from '../../../src/principles/model/rationale.ts';
import type { PrinciplesRun } from '../../../src/protocol/languageModels.ts';
import { type ScriptedLlm, scriptedLlm } from '../../support/scriptedLlm.ts';
import { closeAll, eventually, extension, fixture, open } from '../support/host.ts';

const judge = { rules: new Map([...fortyRules, ...checkable]), errors: 0.05, first: 0.1 };

describe('principles from a language model in VS Code', function () {
  this.timeout(120_000);
  let server: ScriptedLlm;
  let uri: vscode.Uri;

  const set = (name: string, value: string | number | undefined) =>
    vscode.workspace.getConfiguration('pairlens').update(name, value, vscode.ConfigurationTarget.Global);

  before(async () => {
    server = await scriptedLlm(ask =>
      ask.messages[0]!.content.startsWith('You help to check a label')
        ? JSON.stringify({ right: 'It dwells on amber.', wrong: 'It is short.' })
        : answerOf(judge, ask),
    );
    await set('languageModel.server', server.url);
    uri = fixture('pairs.jsonl', 'planted.jsonl');
    const lines = plantedPairs(100, 0, 7, 1).map(({ prompt, a, b, label }) =>
      JSON.stringify({
        prompt: prompt[0]!.content,
        response_a: a.messages[0]!.content,
        response_b: b.messages[0]!.content,
        label,
      }),
    );
    writeFileSync(uri.fsPath, `${lines.join('\n')}\n`);
    await open(uri);
  });
  after(async () => {
    await set('languageModel.server', undefined);
    await closeAll();
    await server.stop();
  });

  const run = () => vscode.commands.executeCommand<PrinciplesRun | null>('pairlens.extractPrinciples');

  it('asks nothing before the user agrees to who reads and what it takes', async () => {
    const { dialogs } = await extension();
    dialogs.pickNext('scripted');
    const asked = dialogs.asked.length;
    assert.equal(await run(), null);
    const question = dialogs.asked[asked]!;
    assert.match(question.text, /Have scripted at 127\.0\.0\.1:\d+ read 100 comparisons\?/);
    assert.match(question.detail ?? '', /stay on this machine\. About [\d,]+ calls, [\d,]+ tokens in/);
    assert.equal(server.asks.length, 0);
  });

  it('names a price in the settings that is none, and asks nothing', async () => {
    const { dialogs } = await extension();
    await set('languageModel.outputPrice', -2);
    try {
      dialogs.pickNext('scripted');
      const asked = dialogs.asked.length;
      await run();
      assert.match(dialogs.asked[asked]?.text ?? '', /outputPrice holds -2\. Write the price of a million tokens/);
      assert.equal(server.asks.length, 0);
    } finally {
      await set('languageModel.outputPrice', undefined);
    }
  });

  it('shows them in the tree beside the measured ones, and saves a constitution to edit', async () => {
    const { dialogs, principles } = await extension();
    dialogs.pickNext('scripted');
    dialogs.answerNext('Start');
    const result = await run();
    assert.ok(result !== null && result.principles > 0);
    await eventually(() =>
      principles
        .getChildren()
        .some(node => node.principle.origin === 'model' && node.principle.text.includes('dwells on amber')),
    );
    const place = vscode.Uri.joinPath(uri, '..', 'planted.constitution.md');
    dialogs.pickNext('Constitution');
    dialogs.saveNextAt(place);
    await vscode.commands.executeCommand('pairlens.savePrinciples');
    assert.ok(existsSync(place.fsPath), dialogs.asked.at(-1)?.text);
    assert.match(readFileSync(place.fsPath, 'utf8'), /dwells on amber/);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, place.fsPath);
  });

  it('votes on a sentence of one’s own once it is added, as a server is set', async () => {
    const { dialogs, edits } = await extension();
    await vscode.commands.executeCommand('pairlens.openAsComparisons', uri);
    await eventually(() => edits.edited);
    dialogs.typeNext('never dwells on amber at all');
    dialogs.pickNext('scripted');
    dialogs.answerNext('Start');
    await vscode.commands.executeCommand('pairlens.addPrinciple');
    const own = edits.edited?.figures?.rules.at(-1);
    assert.equal(own?.text, 'Select the response that never dwells on amber at all.');
    assert.equal(own.voted, 'user');
    assert.equal(edits.edited?.revoted?.rules, 1);
    await vscode.commands.executeCommand('pairlens.resetPrinciples');
  });

  it('takes a server by its address, with a key that only that server is shown', async () => {
    const { dialogs } = await extension();
    const origin = new URL(server.url).origin;
    dialogs.typeNext(server.url);
    dialogs.typeNext('s3cret-key');
    await vscode.commands.executeCommand('pairlens.setServerKey');
    await vscode.commands.executeCommand('pairlens.openAsComparisons', uri);
    dialogs.pickNext('A server by its address…');
    // Without its path, as people write it.
    dialogs.typeNext(origin);
    const asked = dialogs.asked.length;
    const before = server.asks.length;
    assert.equal(await run(), null);
    assert.match(dialogs.asked[asked]?.text ?? '', /Have scripted at/);
    assert.equal(server.asks.length, before);
    const settings = JSON.stringify(vscode.workspace.getConfiguration('pairlens').get('languageModel'));
    assert.doesNotMatch(settings, /s3cret/);
  });

  it('gives reasons for and against a label, which are kept as a note and can be undone', async () => {
    const { dialogs, document } = await extension();
    await closeAll();
    await open(uri);
    dialogs.pickNext('A server by its address…');
    dialogs.typeNext(new URL(server.url).origin);
    dialogs.answerNext('Keep as Note');
    const reasons = await vscode.commands.executeCommand<Rationale | null>('pairlens.rationale');
    assert.equal(reasons?.right, 'It dwells on amber.');
    assert.equal(server.asks.at(-1)?.headers.authorization, 'Bearer s3cret-key');
    assert.match(dialogs.asked.at(-1)?.detail ?? '', /may be right: It dwells on amber\.[\s\S]*no evidence/);
    const opened = document(uri.fsPath)!;
    const note = () => [...opened.decisions.values()].map(decision => decision.note).join();
    assert.match(note(), /scripted at [^:]+:\d+: may be right: It dwells on amber\. May be wrong: It is short\./);
    await vscode.commands.executeCommand('workbench.action.focusActiveEditorGroup');
    await vscode.commands.executeCommand('undo');
    await eventually(() => note() === '');
    dialogs.typeNext(server.url);
    dialogs.typeNext('');
    await vscode.commands.executeCommand('pairlens.setServerKey');
  });
});
