import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { judgement } from '../../src/edits/decision.ts';
import { detailRequest } from '../../src/protocol/reading.ts';
import { backupRequest, recoverRequest } from '../../src/protocol/recovery.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import { FaultyEngine } from '../faults/support/faultyEngine.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

const records = Array.from({ length: 80 }, (_, i) => `{"prompt":"p ${i}","chosen":"x ${i}","rejected":"y ${i}"}\n`);
const at = '2026-01-02T03:04:05.000Z';
const saving = { doc: 'd', path: null, overwrite: false };

describe('a session that ended within or after a save', () => {
  let folder: TemporaryFolder;
  let faulty: FaultyEngine;
  let next: TestEngine;
  let path: string;
  let storage: string;
  beforeEach(() => {
    folder = temporaryFolder();
    path = folder.write('data.jsonl', records.join(''));
    storage = join(folder.path, 'storage');
    faulty = new FaultyEngine();
    next = startEngine();
  });
  afterEach(async () => {
    await faulty.end();
    await next.stop();
    folder.remove();
  });

  /** Edits one text with a note, and prefers b in so many comparisons that the session keeps their keys only. */
  const decide = async (doc = 'd', file = path): Promise<void> => {
    const { engine } = faulty;
    await engine.open({ doc, path: file, storage });
    await engine.apply(doc, { type: 'text', row: 0, ref: 'a/0', text: 'edited', at });
    await engine.apply(doc, { type: 'note', row: 0, note: 'why', at });
    const rows = Array.from({ length: 70 }, (_, i) => i + 5);
    await engine.apply(doc, { type: 'rows', rows, change: { type: 'verdict', ...judgement('b', 'seen'), at } });
  };
  /** Which call of a save renames the file, as the save of a twin shows. */
  const callOfRename = async (): Promise<number> => {
    await decide('twin', folder.write('twin.jsonl', records.join('')));
    faulty.plan({ under: folder.path, at: 0, onwards: false, fault: 'none' });
    await faulty.engine.connection.sendRequest(saveRequest, { ...saving, doc: 'twin' });
    return 1 + faulty.heal().findIndex(call => /^rename \.twin\.jsonl/.test(call));
  };
  const detail = async (row: number) => {
    const [found] = await next.connection.sendRequest(detailRequest, { doc: 'next', rows: [row] });
    assert.ok(found?.row.kind === 'comparison');
    const { a, b } = found.row.comparison;
    return { texts: { a: a.messages[0]?.content, b: b.messages[0]?.content }, decision: found.decision };
  };

  it('is taken up with every note and the right sides when the file was new and the review file still old', async () => {
    const call = await callOfRename();
    await decide();
    faulty.plan({ under: folder.path, at: call, onwards: false, fault: 'killAfter' });
    faulty.engine.connection.sendRequest(saveRequest, saving).catch(() => undefined);
    await faulty.engine.gone;
    const saved = readFileSync(path, 'utf8');
    assert.match(saved, /"chosen":"edited".*\n/);
    assert.match(saved, /"chosen":"y 5","rejected":"x 5"/);
    const { recoverable } = await next.open({ doc: 'next', path, storage });
    assert.equal(recoverable, 71);
    await next.connection.sendRequest(recoverRequest, { doc: 'next' });
    assert.equal((await detail(0)).decision.note, 'why');
    const { texts, decision } = await detail(5);
    assert.deepEqual([texts, decision.verdict], [{ a: 'x 5', b: 'y 5' }, 'b']);
    await next.connection.sendRequest(saveRequest, { ...saving, doc: 'next' });
    assert.equal(readFileSync(path, 'utf8'), saved);
  });

  it('keeps what was said of a comparison that stands there twice, when one of the two was edited in an earlier session', async () => {
    const twice = folder.write('twice.jsonl', `${records[0]}${records[0]}${records[0]}${records[1]}`);
    const { engine } = faulty;
    await engine.open({ doc: 'd', path: twice, storage });
    await engine.apply('d', { type: 'text', row: 1, ref: 'b/0', text: 'edited', at });
    await engine.apply('d', { type: 'note', row: 1, note: 'of the second', at });
    await engine.connection.sendRequest(saveRequest, saving);
    await engine.stop();
    await next.open({ doc: 'next', path: twice, storage });
    await next.verdict('next', 2, 'drop');
    await next.connection.sendRequest(saveRequest, { ...saving, doc: 'next' });
    const { decisions } = await next.open({ doc: 'again', path: twice, storage });
    assert.deepEqual(
      decisions.map(([row, { verdict, note }]) => [row, verdict, note]),
      [
        [1, null, 'of the second'],
        [2, 'drop', ''],
      ],
    );
  });

  it('does not do again what a backup holds and a save has written since', async () => {
    await decide();
    const backup = join(folder.path, 'backup.json');
    const { connection } = faulty.engine;
    await connection.sendRequest(backupRequest, { doc: 'd', path: backup });
    await connection.sendRequest(saveRequest, saving);
    await faulty.engine.kill();
    const saved = readFileSync(path, 'utf8');
    const { restored } = await next.open({ doc: 'next', path, storage, backup });
    assert.equal(restored, false, 'nothing is unsaved');
    await next.connection.sendRequest(saveRequest, { ...saving, doc: 'next' });
    assert.equal(readFileSync(path, 'utf8'), saved);
  });

  it('has what came after a save that left the file as it was, though a backup from before it holds more', async () => {
    const { engine } = faulty;
    await engine.open({ doc: 'd', path, storage });
    for (const row of [3, 4, 5]) await engine.verdict('d', row, 'tie');
    const backup = join(folder.path, 'backup.json');
    await engine.connection.sendRequest(backupRequest, { doc: 'd', path: backup });
    await engine.connection.sendRequest(saveRequest, saving);
    assert.equal(readFileSync(path, 'utf8'), records.join(''));
    await engine.verdict('d', 6, 'drop');
    await engine.kill();
    const { restored, decisions } = await next.open({ doc: 'next', path, storage, backup });
    assert.ok(restored);
    const verdicts = decisions.map(([row, { verdict }]) => [row, verdict]);
    assert.deepEqual(verdicts.toSorted(), [
      [3, 'tie'],
      [4, 'tie'],
      [5, 'tie'],
      [6, 'drop'],
    ]);
  });
});
