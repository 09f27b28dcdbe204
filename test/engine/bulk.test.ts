import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { CancellationTokenSource, type RequestType, ResponseError } from 'vscode-jsonrpc';
import { sidecarPath } from '../../src/dataset/sidecar.ts';
import { planBulk } from '../../src/edits/bulk.ts';
import { judgement } from '../../src/edits/decision.ts';
import { apply, type Decisions, invert } from '../../src/edits/decisions.ts';
import { valuesRequest } from '../../src/protocol/columns.ts';
import { applyProgress, applyRequest } from '../../src/protocol/deciding.ts';
import { cancelledCode } from '../../src/protocol/errorCodes.ts';
import type { OnDocument } from '../../src/protocol/onDocument.ts';
import { closeRequest, decisionsRequest, openRequest } from '../../src/protocol/opening.ts';
import { detailRequest, rowsRequest, windowRequest } from '../../src/protocol/reading.ts';
import { recoverRequest } from '../../src/protocol/recovery.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import { exportRequest, scopeRequest } from '../../src/protocol/scopes.ts';
import { type Scope, type View, wholeFile } from '../../src/protocol/view.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

const at = '2026-01-02T03:04:05.000Z';
const records = Array.from({ length: 300 }, (_, i) =>
  JSON.stringify({
    prompt: `Question ${i}?`,
    chosen: `Yes, ${i} it is.`,
    rejected: i % 3 === 0 ? 'No.' : `Rather ${i + 1}.`,
    source: i % 2 === 0 ? 'even' : 'odd',
  }),
);
const lines = [...records.slice(0, 10), 'no record', ...records.slice(10)];

describe('many comparisons at once', () => {
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let storage: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    path = folder.write('many.jsonl', `${lines.join('\n')}\n`);
    storage = join(folder.path, 'storage');
    engine = startEngine();
    await engine.open({ doc: 'd', path, storage });
  });

  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const sql = (value: string): View => ({ filter: { text: { kind: 'sql', value } }, sort: 'position' });
  const send = <P extends OnDocument, R>(type: RequestType<P, R, void>, params: Omit<P, 'doc'>): Promise<R> =>
    engine.connection.sendRequest<R>(type.method, { doc: 'd', ...params });
  const scope = (asked: Scope) => send(scopeRequest, { scope: asked });
  const decisions = async (): Promise<Decisions> => new Map(await send(decisionsRequest, {}));
  const rowsOf = async (view: View): Promise<number[]> => {
    for (;;) {
      const found = await send(windowRequest, { view, start: 0, count: 500 });
      if (found.complete) return found.items.map(item => item.row);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  const dropOdd = async () => {
    const { groups } = await scope({ view: sql("source = 'odd'") });
    const { action } = planBulk(
      await decisions(),
      groups,
      { kind: 'verdict', verdict: 'drop' },
      { replace: false, at },
    );
    assert.ok(action !== null);
    return action;
  };

  it('names the rows of a scope by their labels', async () => {
    const all = await scope({ view: wholeFile });
    assert.equal(all.total, 301);
    assert.deepEqual(
      all.groups.map(({ label, malformed, rows }) => [label, malformed, rows.length]),
      [
        ['a', false, 300],
        [null, true, 1],
      ],
    );
    assert.equal((await scope({ view: sql("source = 'odd'") })).total, 150);
    assert.equal((await scope({ view: sql("source = 'odd'"), except: [1, 3] })).total, 148);
    assert.deepEqual((await scope({ view: wholeFile, rows: [7, 2, 999, 2] })).groups[0]?.rows, [2, 7]);
  });

  it('waits for a search by words to end', async () => {
    const view: View = { filter: { text: { kind: 'words', value: 'rather' } }, sort: 'position' };
    assert.equal((await scope({ view })).total, 200);
  });

  it('is one step to do, to undo, and to save', async () => {
    const action = await dropOdd();
    const before = await decisions();
    await engine.apply('d', action);
    const after = await decisions();
    assert.deepEqual(after, apply(before, action));
    assert.equal((await rowsOf(sql("verdict = 'drop'"))).length, 150);
    await engine.apply('d', invert(before, action));
    assert.deepEqual(await decisions(), before);
    assert.deepEqual(await rowsOf(sql('verdict is not null')), []);
    await engine.apply('d', action);
    const original = readFileSync(path);
    const saved = await send(saveRequest, { path: null, overwrite: false });
    assert.deepEqual([saved.changed, saved.decisions], [0, 150]);
    assert.deepEqual(readFileSync(path), original);
    assert.equal(readFileSync(sidecarPath(path), 'utf8').trim().split('\n').length, 150);
  });

  it('tells how far it is', async () => {
    const action = await dropOdd();
    const shares: number[] = [];
    const listener = engine.connection.onProgress(applyProgress, 'p', share => void shares.push(share));
    await send(applyRequest, { action, progress: 'p' });
    listener.dispose();
    assert.ok(shares.length >= 3, shares.join());
    assert.deepEqual(
      shares,
      shares.toSorted((x, y) => x - y),
    );
    assert.ok(shares.every(share => share > 0 && share <= 1));
    assert.equal(shares.at(-1), 1);
  });

  it('comes back after a crash', async () => {
    const action = await dropOdd();
    await engine.apply('d', action);
    const after = await decisions();
    await engine.kill();
    engine = startEngine();
    const opened = await engine.open({ doc: 'd', path, storage });
    assert.equal(opened.recoverable, 150);
    await send(recoverRequest, {});
    assert.deepEqual(await decisions(), after);
    const original = readFileSync(path);
    await send(saveRequest, { path: null, overwrite: false });
    assert.deepEqual(readFileSync(path), original);
  });

  it('leaves a row its original bytes where a later verdict changes the record', async () => {
    await engine.apply('d', await dropOdd());
    await engine.verdict('d', 1, 'b');
    const original = readFileSync(path, 'utf8');
    const saved = await send(saveRequest, { path: null, overwrite: false });
    assert.equal(saved.changed, 1);
    assert.match(readFileSync(path, 'utf8').split('\n')[1]!, /"chosen":"Rather 2\.","rejected":"Yes, 1 it is\."/);
    const [shown] = await send(detailRequest, { rows: [1] });
    assert.ok(shown?.row.kind === 'comparison');
    assert.equal(shown.row.comparison.label, 'a');
    await engine.apply('d', { type: 'verdict', row: 1, at, ...judgement(null, 'seen') });
    await send(saveRequest, { path: null, overwrite: false });
    assert.equal(readFileSync(path, 'utf8'), original);
  });

  it('exports the records of a filter byte for byte, or as decided', async () => {
    await engine.apply('d', await dropOdd());
    await engine.verdict('d', 0, 'b');
    const target = join(folder.path, 'out.jsonl');
    const view = sql('row < 4');
    const raw = await send(exportRequest, { scope: { view }, path: target, decided: false });
    assert.deepEqual(raw, { written: 4, notExpressed: 0, dropped: 0 });
    assert.equal(readFileSync(target, 'utf8'), `${lines.slice(0, 4).join('\n')}\n`);
    const decided = await send(exportRequest, { scope: { view }, path: target, decided: true });
    assert.deepEqual(decided, { written: 2, notExpressed: 0, dropped: 2 });
    const [first, second] = readFileSync(target, 'utf8').split('\n');
    assert.match(first!, /"chosen":"No\.","rejected":"Yes, 0 it is\."/);
    assert.equal(second, lines[2]);
  });

  it('does not export over the file itself, and leaves nothing behind when it is cancelled', async () => {
    await assert.rejects(send(exportRequest, { scope: { view: wholeFile }, path, decided: false }), /the file itself/);
    const target = join(folder.path, 'never.jsonl');
    const source = new CancellationTokenSource();
    const going = engine.connection.sendRequest(
      exportRequest.method,
      { doc: 'd', scope: { view: wholeFile }, path: target, decided: false },
      source.token,
    );
    source.cancel();
    await assert.rejects(going, (error: unknown) => error instanceof ResponseError && error.code === cancelledCode);
    assert.equal(existsSync(target), false);
  });

  it('orders by any column and by no other name', async () => {
    const order = async (sort: View['sort'], descending = false) =>
      (await rowsOf({ filter: {}, sort, descending })).slice(0, 3);
    assert.deepEqual(await order('column:line', true), [300, 299, 298]);
    assert.deepEqual(await order('column:source'), [0, 2, 4]);
    assert.deepEqual(await order('column:source', true), [1, 3, 5]);
    await engine.verdict('d', 42, 'tie');
    assert.equal((await order('column:verdict'))[0], 42);
    for (const name of ['nope', 'row" desc, (select 1) --', '']) {
      await assert.rejects(order(`column:${name}`), /There is no column/);
    }
  });

  it('shows values of columns beside the rows, and what a column holds', async () => {
    await engine.verdict('d', 1, 'later');
    await rowsOf(sql('true'));
    const { items } = await send(windowRequest, {
      view: wholeFile,
      start: 0,
      count: 2,
      columns: ['source', 'chars_a', 'verdict', 'findings', 'gone'],
    });
    assert.deepEqual(
      items.map(({ cells }) => cells && [cells.source, cells.chars_a, cells.verdict, cells.findings, cells.gone]),
      [
        ['even', 13, null, null, undefined],
        ['odd', 13, 'later', null, undefined],
      ],
    );
    assert.deepEqual(await send(valuesRequest, { column: 'source' }), [
      { value: 'even', count: 150 },
      { value: 'odd', count: 150 },
    ]);
    assert.deepEqual(await send(valuesRequest, { column: 'chars_a' }), []);
    assert.deepEqual(await send(rowsRequest, { view: sql("source = 'odd'"), start: 1, count: 2 }), [3, 5]);
  });

  it('finds words in edited texts that were not saved, and no more in what they replaced', async () => {
    const words = (value: string): View => ({ filter: { text: { kind: 'words', value } }, sort: 'position' });
    assert.deepEqual(await rowsOf(words('perhaps')), []);
    assert.deepEqual(await rowsOf(words('"yes, 200 it"')), [201]);
    await engine.apply('d', { type: 'text', row: 201, at, ref: 'a/0', text: 'Perhaps.' });
    await engine.apply('d', { type: 'text', row: 5, at, ref: 'prompt/0', text: 'Perhaps?' });
    assert.deepEqual(await rowsOf(words('perhaps')), [5, 201]);
    assert.deepEqual(await rowsOf(words('"yes, 200 it"')), []);
    await engine.apply('d', { type: 'text', row: 5, at, ref: 'prompt/0', text: null });
    assert.deepEqual(await rowsOf(words('perhaps')), [201]);
  });

  it('opens before the review file is read, and tells its decisions then', async () => {
    await engine.apply('d', await dropOdd());
    await send(saveRequest, { path: null, overwrite: false });
    const saved = await decisions();
    await send(closeRequest, { keepJournal: false });
    const opened = await engine.connection.sendRequest(openRequest, {
      doc: 'd',
      path,
      storage,
      reviewer: 'ada',
      applyToRecord: true,
    });
    assert.equal(opened.decisions, null);
    // An action that comes too early waits, and is put on top of what the review file says.
    await engine.apply('d', { type: 'note', row: 1, at, note: 'seen' });
    const now = await decisions();
    assert.equal(now.size, saved.size);
    assert.deepEqual([now.get(1)?.verdict, now.get(1)?.note], ['drop', 'seen']);
  });
});
