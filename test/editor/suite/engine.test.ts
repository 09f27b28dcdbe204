import assert from 'node:assert/strict';
import { rmSync, writeFileSync } from 'node:fs';
import * as vscode from 'vscode';
import { crashRequest, overviewRequest } from '../../../src/protocol/engine.ts';
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
