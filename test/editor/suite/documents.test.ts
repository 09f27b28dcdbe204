import assert from 'node:assert/strict';
import { chmodSync, existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import * as vscode from 'vscode';
import { undecided } from '../../../src/edits/decision.ts';
import { applyTo } from '../../../src/edits/decisions.ts';
import { removeLeftCopies } from '../../../src/host/editor/comparedCopy.ts';
import { ComparisonDocument } from '../../../src/host/editor/comparisonDocument.ts';
import { recoverAction } from '../../../src/host/editor/recovery.ts';
import { openRequest } from '../../../src/protocol/opening.ts';
import { fixtures, flippedThird } from '../support/fixtures.ts';
import { closeAll, eventually, extension, fixture, open, read, tabOf, verdict } from '../support/host.ts';

const original = fixtures['pairs.jsonl']!;
const undo = () => vscode.commands.executeCommand('undo');
const redo = () => vscode.commands.executeCommand('redo');
const save = () => vscode.commands.executeCommand('workbench.action.files.save');

/** Opens a file as VS Code does after a reload, with a backup and nothing else. */
async function openBackup(uri: vscode.Uri, backup: string): Promise<ComparisonDocument> {
  const { engine } = await extension();
  const options = {
    engine,
    storage: `${uri.fsPath}-storage`,
    reviewer: '',
    applyToRecord: true,
    pairs: '',
    map: '',
    readOnly: null,
  };
  return ComparisonDocument.open(uri, { ...options, backup }, new vscode.CancellationTokenSource().token);
}

describe('a document in VS Code', () => {
  afterEach(closeAll);

  it('opens with every line as a row, the malformed one too, and is clean', async () => {
    const document = await open(fixture('pairs.jsonl'));
    assert.equal(document.opened.rowCount, 5);
    assert.equal(document.readOnly, null);
    assert.equal(tabOf(document.uri)?.isDirty, false);
  });

  it('is dirty after a verdict, clean after undo, dirty after redo', async () => {
    const document = await open(fixture('pairs.jsonl'));
    await document.edit(verdict(2, 'b'), 'Prefer B');
    await eventually(() => tabOf(document.uri)?.isDirty);
    assert.equal(document.decisions.get(2)?.verdict, 'b');
    await undo();
    await eventually(() => tabOf(document.uri)?.isDirty === false);
    assert.equal(document.decisions.has(2), false);
    await redo();
    await eventually(() => tabOf(document.uri)?.isDirty);
    assert.equal(document.decisions.get(2)?.verdict, 'b');
  });

  it('undoes a batch in one step', async () => {
    const document = await open(fixture('pairs.jsonl'));
    const actions = [0, 1, 2].map(row => verdict(row, 'drop'));
    await document.edit({ type: 'batch', actions }, 'Drop 3');
    assert.equal(document.decisions.size, 3);
    await eventually(() => tabOf(document.uri)?.isDirty);
    await undo();
    await eventually(() => document.decisions.size === 0);
  });

  it('saves a flip byte for byte, and the decision into the sidecar', async () => {
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(2, 'b'), 'Prefer B');
    await eventually(() => tabOf(uri)?.isDirty);
    await save();
    await eventually(() => tabOf(uri)?.isDirty === false);
    assert.equal(read(uri), flippedThird);
    const sidecar = readFileSync(uri.fsPath.replace(/\.jsonl$/, '.review.jsonl'), 'utf8');
    assert.equal(sidecar.trim().split('\n').length, 1);
  });

  it('undoes past a save, and saves the original bytes again', async () => {
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(2, 'b'), 'Prefer B');
    await eventually(() => tabOf(uri)?.isDirty);
    await save();
    await eventually(() => read(uri) === flippedThird && tabOf(uri)?.isDirty === false);
    await undo();
    await eventually(() => tabOf(uri)?.isDirty);
    await save();
    await eventually(() => tabOf(uri)?.isDirty === false);
    assert.equal(read(uri), original);
  });

  it('saves a copy under another name and leaves the file alone', async () => {
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(2, 'b'), 'Prefer B');
    const copy = vscode.Uri.file(uri.fsPath.replace('.jsonl', '-copy.jsonl'));
    await document.saveCopy(copy.fsPath);
    assert.equal(read(copy), flippedThird);
    assert.equal(read(uri), original);
    assert.equal(document.dirty, true);
  });

  it('reverts to what is on disk', async () => {
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(1, 'tie'), 'Tie');
    await eventually(() => tabOf(uri)?.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await eventually(() => tabOf(uri)?.isDirty === false && document.decisions.size === 0);
    assert.equal(document.dirty, false);
    assert.equal(read(uri), original);
  });

  it('writes a backup that brings the decisions back, not the file', async () => {
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(4, 'both_bad'), 'Both bad');
    const backup = vscode.Uri.file(`${uri.fsPath}.backup`);
    await document.backup(backup.fsPath);
    assert.equal(read(uri), original);
    const restored = await openBackup(uri, backup.fsPath);
    try {
      assert.equal(restored.opened.restored, true);
      assert.equal(restored.decisions.get(4)?.verdict, 'both_bad');
    } finally {
      restored.dispose();
      rmSync(backup.fsPath);
    }
  });

  it('refuses edits of a read-only file with a reason', async () => {
    const uri = fixture('pairs.jsonl');
    chmodSync(uri.fsPath, 0o444);
    const document = await open(uri);
    assert.match(document.readOnly ?? '', /read-only/);
    await assert.rejects(document.edit(verdict(0, 'b'), 'Prefer B'), /read-only/);
    assert.equal(document.decisions.size, 0);
  });

  it('follows a clean file that changes on disk', async () => {
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    writeFileSync(uri.fsPath, `${original}{"prompt":"More?","chosen":"Yes.","rejected":"No."}\n`);
    await eventually(() => document.opened.rowCount === 6);
    assert.equal(tabOf(uri)?.isDirty, false);
  });

  it('never overwrites somebody else’s change in silence', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(2, 'b'), 'Prefer B');
    await eventually(() => tabOf(uri)?.isDirty);
    const theirs = original.replace('Hello!', 'Good day!');
    writeFileSync(uri.fsPath, theirs);
    const before = dialogs.asked.length;
    await save();
    await eventually(() => dialogs.asked.slice(before).some(({ text }) => /changed/.test(text)));
    assert.equal(read(uri), theirs);
    assert.equal(document.decisions.get(2)?.verdict, 'b');
  });

  it('writes no copy, and says so with the cure, once a rewritten file has lost the opened records', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(2, 'b'), 'Prefer B');
    await eventually(() => tabOf(uri)?.isDirty);
    const before = dialogs.asked.length;
    dialogs.answerNext('Compare');
    writeFileSync(uri.fsPath, original.replace('Hello!', 'Good day!'));
    const copy = uri.fsPath.replace('.jsonl', '-copy.jsonl');
    await assert.rejects(document.saveCopy(copy), /rewrote .*Reload Window/);
    assert.equal(existsSync(copy), false);
    await eventually(() =>
      dialogs.asked.slice(before).some(({ text }) => /cannot be compared.*Reload Window/.test(text)),
    );
    assert.equal(document.decisions.get(2)?.verdict, 'b');
    // What the cure rests on: a backup brings the decision back onto its comparison in the rewritten file.
    const backup = `${uri.fsPath}.backup`;
    await document.backup(backup);
    const restored = await openBackup(uri, backup);
    try {
      assert.equal(restored.decisions.get(2)?.verdict, 'b');
    } finally {
      restored.dispose();
      rmSync(backup);
    }
  });

  it('compares with a file that was replaced, and removes the copy with the document', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(2, 'b'), 'Prefer B');
    await eventually(() => tabOf(uri)?.isDirty);
    dialogs.answerNext('Compare');
    writeFileSync(`${uri.fsPath}.new`, original.replace('Hello!', 'Good day!'));
    renameSync(`${uri.fsPath}.new`, uri.fsPath);
    const ours = await eventually(() => {
      const inputs = vscode.window.tabGroups.all.flatMap(({ tabs }) => tabs.map(({ input }) => input));
      return inputs.find(input => input instanceof vscode.TabInputTextDiff)?.modified;
    });
    assert.equal(read(ours), flippedThird);
    await closeAll();
    await eventually(() => !existsSync(dirname(ours.fsPath)));
  });

  it('sweeps copies of windows that are gone, not those of open ones', async () => {
    const { fsPath } = fixture('pairs.jsonl');
    const folder = join(`${fsPath}-storage`, 'compare');
    const open = join(folder, `${process.pid}.0c5f1d3e`);
    // No process has a number as large as this on any system.
    const left = [`${2 ** 31 - 1}.0c5f1d3e`, 'unnumbered'].map(name => join(folder, name));
    for (const path of [open, ...left]) mkdirSync(path, { recursive: true });
    await removeLeftCopies(`${fsPath}-storage`);
    assert.deepEqual([open, ...left].map(existsSync), [true, false, false]);
  });

  it('recovers decisions that were taken back and texts that were put back', () => {
    const at = '2026-01-02T03:04:05Z';
    const held = { ...undecided, note: 'check', texts: { 'a/0': 'Eight.', 'b/0': 'Nine.' }, at };
    const decisions = new Map([0, 1, 2].map(row => [row, held]));
    const recovered = { ...undecided, verdict: 'tie' as const, given: 'seen' as const, texts: { 'a/0': 'Seven.' }, at };
    const action = recoverAction(decisions, {
      decisions: [
        [0, recovered],
        [1, undecided],
        [3, undecided],
      ],
      review: null,
    });
    assert.ok(action !== null);
    applyTo(decisions, action);
    assert.deepEqual(
      [...decisions].toSorted(([x], [y]) => x - y),
      [
        [0, recovered],
        [2, held],
      ],
    );
  });

  it('says what is wrong with a file that is no dataset, and leaves it alone', async () => {
    const { engine } = await extension();
    const uri = fixture('pairs.jsonl');
    writeFileSync(uri.fsPath, 'not json\nneither\n');
    const params = { path: uri.fsPath, storage: `${uri.fsPath}-storage`, reviewer: '', applyToRecord: true };
    await assert.rejects(engine.request(openRequest, { doc: 'no-dataset', ...params }), /none of the sampled lines/);
    assert.equal(read(uri), 'not json\nneither\n');
  });

  it('says why a file can’t be opened, with what to do, and opens it as text if wanted', async () => {
    const { dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    writeFileSync(uri.fsPath, '');
    dialogs.answerNext('Open as Text');
    await vscode.commands
      .executeCommand('vscode.openWith', uri, 'pairlens.comparison')
      .then(undefined, () => undefined);
    await eventually(() => dialogs.asked.some(({ text }) => /pairs\.jsonl: the file is empty/.test(text)));
    await eventually(() => vscode.window.activeTextEditor?.document.uri.fsPath === uri.fsPath);
  });
});
