import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { firstAdded } from '../../../src/edits/addition.ts';
import { addBehind } from '../../../src/host/commands/addComparison.ts';
import { closeAll, eventually, extension, fixture, open, tabOf, verdict } from '../support/host.ts';

const run = (command: string) => vscode.commands.executeCommand(`pairlens.${command}`);
const save = () => vscode.commands.executeCommand('workbench.action.files.save');

describe('comparisons that are added', () => {
  afterEach(closeAll);

  it('are steps of the undo stack, are shown, and are saved on lines of their own', async () => {
    const { comparisons } = await extension();
    const uri = fixture('pairs.jsonl');
    const before = readFileSync(uri.fsPath, 'utf8');
    const lines = before.trimEnd().split('\n');
    const document = await open(uri);
    comparisons.latest?.show({ row: 1 });
    await run('duplicate');
    await eventually(() => comparisons.latest?.state?.row === firstAdded);
    assert.equal(document.decisions.get(firstAdded)?.added?.after, 1);
    await document.edit(
      { type: 'text', row: firstAdded, at: '2026-01-02T03:04:05.000Z', ref: 'prompt/0', text: 'Edited?' },
      'Text edited',
    );
    await eventually(() => tabOf(uri)?.isDirty);
    await save();
    await eventually(() => tabOf(uri)?.isDirty === false);
    const saved = readFileSync(uri.fsPath, 'utf8').trimEnd().split('\n');
    assert.deepEqual([saved[0], saved[1], ...saved.slice(3)], lines);
    assert.match(saved[2]!, /Edited\?/);
    // Both steps are undone after the save, and the next save gives the file its bytes back.
    await vscode.commands.executeCommand('undo');
    await vscode.commands.executeCommand('undo');
    await eventually(() => !document.decisions.has(firstAdded));
    await save();
    await eventually(() => readFileSync(uri.fsPath, 'utf8') === before);
    await vscode.commands.executeCommand('redo');
    await eventually(() => document.decisions.has(firstAdded));
    await save();
    await eventually(() => readFileSync(uri.fsPath, 'utf8').trimEnd().split('\n').length === lines.length + 1);
  });

  it('are removed by a command, verdict and all, as one step; rows of the file are not', async () => {
    const { comparisons, dialogs } = await extension();
    const document = await open(fixture('pairs.jsonl'));
    comparisons.latest?.show({ row: 0 });
    await eventually(() => comparisons.latest?.state?.row === 0);
    await run('removeAdded');
    assert.match(dialogs.asked.at(-1)!.text, /Only a comparison that was added/);
    await run('add');
    await eventually(() => comparisons.latest?.state?.row === firstAdded);
    await document.edit(verdict(firstAdded, 'tie'), 'Tie');
    await run('removeAdded');
    assert.equal(document.decisions.has(firstAdded), false, dialogs.asked.at(-1)?.text);
    await eventually(() => comparisons.latest?.state?.row === 0);
    await vscode.commands.executeCommand('undo');
    await eventually(() => document.decisions.get(firstAdded)?.verdict === 'tie');
  });

  it('outlive a crash of the engine, saved or not', async () => {
    const { comparisons, engine } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    comparisons.latest?.show({ row: 0 });
    await eventually(() => comparisons.latest?.state?.row === 0);
    const first = await addBehind(document, 0, 'copy', engine);
    await document.save();
    const second = await addBehind(document, 2, 'copy', engine);
    await engine.restart();
    await document.edit(verdict(first, 'tie'), 'Tie');
    await document.edit(verdict(second, 'tie'), 'Tie');
    await document.edit(verdict(3, 'a'), 'Keep');
    const lines = readFileSync(uri.fsPath, 'utf8').trimEnd().split('\n');
    await document.save();
    const saved = readFileSync(uri.fsPath, 'utf8').trimEnd().split('\n');
    // Behind the third of the file's own rows, which stands on its fourth line.
    assert.deepEqual(saved, [...lines.slice(0, 4), lines[3], ...lines.slice(4)]);
  });
});
