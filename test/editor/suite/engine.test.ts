import assert from 'node:assert/strict';
import { existsSync, rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { crashRequest } from '../../../src/protocol/engine.ts';
import { overviewRequest } from '../../../src/protocol/overview.ts';
import { fixtures, flippedThird } from '../support/fixtures.ts';
import { closeAll, eventually, extension, fixture, open, read, tabOf, verdict } from '../support/host.ts';

/** Ends the engine as a crash would, and waits for the next one. */
async function crash(): Promise<void> {
  const { engine } = await extension();
  const before = engine.pid;
  await engine.request(crashRequest, undefined).catch(() => undefined);
  await eventually(() => engine.pid !== null && engine.pid !== before);
}

describe('the engine', () => {
  afterEach(async () => {
    await closeAll();
    const { engine } = await extension();
    await engine.restart();
  });

  it('is one process for all documents, and not this one', async () => {
    const { engine } = await extension();
    await open(fixture('pairs.jsonl'));
    const { pid } = engine;
    await open(fixture('pairs.jsonl'));
    assert.equal(engine.pid, pid);
    assert.notEqual(pid, process.pid);
  });

  it('comes back after a crash with the decisions of all documents, which then save', async () => {
    const { engine, dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    await document.edit(verdict(2, 'b'), 'Prefer B');
    await document.edit({ type: 'note', row: 0, at: '2026-01-02T03:04:06Z', note: 'check' }, 'Note');
    await crash();
    const overview = await engine.request(overviewRequest, { doc: document.id });
    assert.equal(overview.reviewed, 1);
    assert.equal(document.decisions.get(0)?.note, 'check');
    await eventually(() => tabOf(uri)?.isDirty);
    await vscode.commands.executeCommand('workbench.action.files.save');
    await eventually(() => tabOf(uri)?.isDirty === false);
    assert.equal(read(uri), flippedThird);
    const told = dialogs.asked.filter(({ text }) => /started again/.test(text));
    assert.ok(told.length <= 1, 'said at most once');
  });

  it('does an edit that a crash interrupts', async () => {
    const { engine } = await extension();
    const document = await open(fixture('pairs.jsonl'));
    const crashed = engine.request(crashRequest, undefined).catch(() => undefined);
    await document.edit(verdict(1, 'tie'), 'Tie');
    await crashed;
    const overview = await engine.request(overviewRequest, { doc: document.id }, undefined, 'retry');
    assert.equal(overview.verdicts.tie, 1);
  });

  it('comes back for the other documents when one file is gone, says so once, and has it again after a restart', async () => {
    const { engine, dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const gone = await open(uri);
    await gone.edit(verdict(1, 'tie'), 'Tie');
    const other = await open(fixture('pairs.jsonl'));
    await other.edit(verdict(2, 'b'), 'Prefer B');
    rmSync(uri.fsPath);
    await crash();
    const overview = await engine.request(overviewRequest, { doc: other.id });
    assert.equal(overview.reviewed, 1);
    const { pid } = engine;
    await assert.rejects(engine.request(overviewRequest, { doc: gone.id }), /not open any more/);
    assert.equal(engine.pid, pid, 'no further engine is started for it');
    writeFileSync(uri.fsPath, fixtures['pairs.jsonl']!);
    await engine.restart();
    assert.notEqual(engine.pid, pid);
    assert.equal((await engine.request(overviewRequest, { doc: gone.id })).verdicts.tie, 1);
    const told = dialogs.asked.filter(({ text }) => text.startsWith(`${gone.name} could not be opened again.`));
    assert.equal(told.length, 1);
  });

  it('puts decisions onto their comparisons in a file that somebody else rewrote, and tells what has none', async () => {
    const { engine, dialogs } = await extension();
    const uri = fixture('pairs.jsonl');
    const document = await open(uri);
    for (const row of [0, 2]) await document.edit(verdict(row, 'drop'), 'Drop');
    await document.edit({ type: 'note', row: 4, at: '2026-01-02T03:04:06Z', note: 'check' }, 'Note');
    await eventually(() => tabOf(uri)?.isDirty);
    const [, ...rest] = read(uri).split('\n');
    const told = dialogs.asked.length;
    const crashed = engine.request(crashRequest, undefined).catch(() => undefined);
    const interrupted = document.edit(verdict(1, 'tie'), 'Tie');
    writeFileSync(uri.fsPath, rest.join('\n'));
    await crashed;
    await assert.rejects(interrupted, /Try again/, 'its number is another comparison’s now');
    const { text } = await eventually(() =>
      dialogs.asked.slice(told).find(asked => asked.text.includes('no longer in')),
    );
    assert.match(text, /started again.* 2 comparisons .*about 1 comparison that is no longer in .*pairs\.jsonl/);
    const path = /kept for 90 days in (.+)\.$/.exec(text)?.[1];
    assert.ok(path !== undefined && existsSync(path), text);
    const held = () => [...document.decisions].map(([row, { verdict, note }]) => [row, verdict, note]);
    const there = [
      [1, 'drop', ''],
      [3, null, 'check'],
    ];
    assert.deepEqual(held().toSorted(), there);
    assert.equal((await engine.request(overviewRequest, { doc: document.id })).verdicts.drop, 1);
    await vscode.commands.executeCommand('undo');
    await eventually(() => document.decisions.size === 0);
    await vscode.commands.executeCommand('redo');
    await eventually(() => document.decisions.size === 2);
    await vscode.commands.executeCommand('workbench.action.files.save');
    await eventually(() => tabOf(uri)?.isDirty === false);
    assert.equal(read(uri), rest.join('\n'), 'no byte of what they wrote');
    const review = read(vscode.Uri.file(uri.fsPath.replace(/\.jsonl$/, '.review.jsonl')));
    assert.equal(review.trim().split('\n').length, 2);
  });

  it('is left off after repeated crashes, says so, and starts again when told to', async () => {
    const { engine, dialogs } = await extension();
    const document = await open(fixture('pairs.jsonl'));
    await document.edit(verdict(1, 'tie'), 'Tie');
    await crash();
    await crash();
    await engine.request(crashRequest, undefined).catch(() => undefined);
    await eventually(() => dialogs.asked.some(({ text }) => /left off/.test(text)));
    await assert.rejects(engine.request(overviewRequest, { doc: document.id }), /Restart Engine/);
    await engine.restart();
    const overview = await engine.request(overviewRequest, { doc: document.id });
    assert.equal(overview.reviewed, 1);
  });
});
