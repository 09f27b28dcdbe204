import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { type Decision, judgement } from '../../../src/edits/decision.ts';
import { applyRequest } from '../../../src/protocol/deciding.ts';
import { closeRequest } from '../../../src/protocol/opening.ts';
import { detailRequest } from '../../../src/protocol/reading.ts';
import { backupRequest, discardRequest, recoverRequest } from '../../../src/protocol/recovery.ts';
import { saveRequest } from '../../../src/protocol/saving.ts';
import { startEngine } from '../support/engine.ts';
import { fixture, useOddFile } from './oddFile.ts';

describe('what a document leaves for the next session', () => {
  const odd = useOddFile();

  it('restores a backup, which holds what was not saved', async () => {
    await odd.open();
    await odd.engine.verdict('d', 0, 'b');
    await odd.save();
    await odd.engine.verdict('d', 3, 'drop');
    const backup = join(odd.folder.path, 'backup.json');
    await odd.engine.connection.sendRequest(backupRequest, { doc: 'd', path: backup });
    await odd.engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    await odd.engine.stop();
    odd.engine = startEngine();
    const opened = await odd.open({ doc: 'restored', backup });
    assert.equal(opened.restored, true);
    const decisions = new Map(opened.decisions);
    assert.equal(decisions.get(3)?.verdict, 'drop');
    assert.equal(decisions.get(0)?.verdict, 'b', 'in terms of the record as the session had opened it');
    const undone = await odd.engine.connection.sendRequest(applyRequest, {
      doc: 'restored',
      action: { type: 'verdict', row: 0, verdict: null, given: null, at: '2026-01-02T03:04:06.000Z' },
    });
    assert.equal(undone, null);
    await odd.engine.connection.sendRequest(saveRequest, { doc: 'restored', path: null, overwrite: false });
    assert.ok(readFileSync(fixture).equals(readFileSync(odd.path)));
  });

  it('finds the rows of a backup by content when the file has changed meanwhile', async () => {
    await odd.open();
    await odd.engine.verdict('d', 5, 'b');
    await odd.engine.verdict('d', 0, 'drop');
    const backup = join(odd.folder.path, 'backup.json');
    await odd.engine.connection.sendRequest(backupRequest, { doc: 'd', path: backup });
    await odd.engine.kill();
    const [first, ...rest] = readFileSync(odd.path, 'utf8').split('\n');
    assert.ok(first?.includes('pasta'));
    writeFileSync(odd.path, rest.join('\n'));
    odd.engine = startEngine();
    const { decisions } = await odd.open({ doc: 'restored', backup });
    assert.deepEqual(
      decisions.map(([row, { verdict }]) => [row, verdict]),
      [[4, 'b']],
    );
  });

  it('loses nothing in a crash: the journal is offered, taken over once, or discarded', async () => {
    await odd.open();
    await odd.engine.verdict('d', 0, 'b');
    await odd.save();
    await odd.engine.verdict('d', 0, 'tie');
    await odd.engine.verdict('d', 6, 'drop');
    await odd.engine.kill();
    odd.engine = startEngine();
    assert.equal((await odd.open({ doc: 'next' })).recoverable, 2);
    const recovered = await odd.engine.connection.sendRequest(recoverRequest, { doc: 'next' });
    assert.deepEqual(
      recovered.decisions.map(([row, { verdict }]) => [row, verdict]),
      [
        [0, 'tie'],
        [6, 'drop'],
      ],
    );
    assert.deepEqual(await odd.engine.connection.sendRequest(recoverRequest, { doc: 'next' }), {
      decisions: [],
      review: null,
    });
    await odd.engine.kill();
    odd.engine = startEngine();
    assert.equal((await odd.open({ doc: 'third' })).recoverable, 2, 'what was recovered is in a journal again');
    await odd.engine.connection.sendRequest(discardRequest, { doc: 'third' });
    await odd.engine.stop();
    odd.engine = startEngine();
    assert.equal((await odd.open({ doc: 'fourth' })).recoverable, 0);
  });

  it('carries on after a crash with the decisions that the host holds', async () => {
    await odd.open();
    const original = await odd.detail(0);
    await odd.engine.verdict('d', 0, 'b');
    await odd.save();
    const [shown] = await odd.engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [0] });
    await odd.engine.verdict('d', 2, 'drop');
    const host: [number, Decision][] = [
      [0, shown!.decision],
      [2, { ...shown!.decision, ...judgement('drop', 'seen') }],
      [3, { ...shown!.decision, ...judgement('b', 'seen') }],
    ];
    await odd.engine.kill();
    odd.engine = startEngine();
    const opened = await odd.open({ decisions: host });
    assert.deepEqual([opened.recoverable, opened.decisions.length], [0, 3]);
    assert.deepEqual((await odd.detail(0)).row, original.row, 'the record is shown as the session had opened it');
    await odd.engine.verdict('d', 3, 'b');
    await odd.engine.verdict('d', 0, null);
    await odd.save();
    const saved = readFileSync(odd.path.replace(/jsonl$/, 'review.jsonl'), 'utf8')
      .trim()
      .split('\n');
    const lines = saved.map(line => JSON.parse(line) as { line: number; verdict: string | null });
    assert.deepEqual(
      lines.map(({ line, verdict }) => [line, verdict]),
      [
        [1, 'b'],
        [1, null],
        [3, 'drop'],
        [4, 'b'],
      ],
      'the review file has what the host held but no journal',
    );
    const text = readFileSync(odd.path, 'utf8');
    assert.match(text, /"rejected":"Gracias","chosen":"Merci"/);
    assert.match(text, /"chosen": "Nine to eleven/);
  });

  it('leaves no session behind when a document is closed for good', async () => {
    await odd.open();
    await odd.engine.verdict('d', 0, 'b');
    await odd.engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    const left = readdirSync(odd.storage, { recursive: true, encoding: 'utf8' }).filter(name =>
      name.endsWith('.jsonl'),
    );
    assert.deepEqual(left, []);
  });
});
