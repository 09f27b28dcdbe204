import assert from 'node:assert/strict';
import { appendFileSync, copyFileSync, existsSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ResponseError } from 'vscode-jsonrpc';
import { sidecarPath } from '../../src/dataset/sidecar.ts';
import { type Decision, judgement } from '../../src/edits/decision.ts';
import { columnsRequest } from '../../src/protocol/columns.ts';
import { applyRequest } from '../../src/protocol/deciding.ts';
import { outsideChangeCode, userErrorCode } from '../../src/protocol/errorCodes.ts';
import { closeRequest, type OpenParams, revertRequest } from '../../src/protocol/opening.ts';
import { type Overview, overviewRequest } from '../../src/protocol/overview.ts';
import { detailRequest, locateRequest, nextOpenRequest, windowRequest } from '../../src/protocol/reading.ts';
import { backupRequest, discardRequest, recoverRequest } from '../../src/protocol/recovery.ts';
import { outsideChangeRequest, type Saved, saveRequest } from '../../src/protocol/saving.ts';
import { type View, wholeFile } from '../../src/protocol/view.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { type OpenedWhole, startEngine, type TestEngine, whole } from './support/engine.ts';

const fixture = 'test/fixtures/engine/odd.jsonl';

describe('a document in the engine', () => {
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let storage: string;

  beforeEach(() => {
    folder = temporaryFolder();
    path = join(folder.path, 'odd.jsonl');
    storage = join(folder.path, 'storage');
    copyFileSync(fixture, path);
    engine = startEngine();
  });

  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const open = (more: Partial<OpenParams> = {}): Promise<OpenedWhole> =>
    engine.open({ doc: 'd', path, storage, ...more });
  const rowsOf = async (view: View): Promise<number[]> => {
    for (;;) {
      const { items, complete } = await engine.connection.sendRequest(windowRequest, {
        doc: 'd',
        view,
        start: 0,
        count: 100,
      });
      if (complete) return items.map(item => item.row);
      await new Promise(resolve => setTimeout(resolve, 20));
    }
  };
  const detail = async (row: number) => {
    const [found] = await engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [row] });
    assert.ok(found);
    return found;
  };
  const save = (path: string | null = null, overwrite = false): Promise<Saved> =>
    engine.connection.sendRequest(saveRequest, { doc: 'd', path, overwrite });
  const failure = async (work: Promise<unknown>): Promise<ResponseError<unknown>> => {
    try {
      await work;
    } catch (error) {
      assert.ok(error instanceof ResponseError);
      return error;
    }
    throw new assert.AssertionError({ message: 'the request should have failed' });
  };

  it('opens a file and shows its rows, malformed ones included', async () => {
    const opened = await open();
    assert.equal(opened.format.id, 'trl');
    assert.deepEqual([opened.restored, opened.recoverable, opened.audited], [false, 0, false]);
    const { total, items, complete } = await engine.connection.sendRequest(windowRequest, {
      doc: 'd',
      view: wholeFile,
      start: 2,
      count: 3,
    });
    assert.deepEqual([total, complete], [9, true]);
    assert.deepEqual(
      items.map(({ row, line, title, malformed }) => ({ row, line, title, malformed })),
      [
        { row: 2, line: 3, title: 'What is the capital of Peru?', malformed: false },
        { row: 3, line: 4, title: 'Translate "thank you" into Spanish.', malformed: false },
        { row: 4, line: 6, title: '{"id":5,"prompt":"Is this line whole?","chosen":"No', malformed: true },
      ],
    );
  });

  it('answers views by words, by condition and by order', async () => {
    await open();
    assert.deepEqual(
      await rowsOf({ filter: { text: { kind: 'words', value: 'PRIME fine' } }, sort: 'position' }),
      [1, 7],
    );
    assert.deepEqual(await rowsOf({ filter: { text: { kind: 'words', value: '"of Peru"' } }, sort: 'position' }), [2]);
    assert.deepEqual(await rowsOf({ filter: { text: { kind: 'sql', value: "id = '2'" } }, sort: 'position' }), [1, 7]);
    const longest = await rowsOf({
      filter: { text: { kind: 'sql', value: 'not malformed' } },
      sort: 'length',
      descending: true,
    });
    assert.deepEqual(longest.slice(0, 2), [5, 0]);
    const error = await failure(rowsOf({ filter: { text: { kind: 'sql', value: 'chars_a >' } }, sort: 'position' }));
    assert.equal(error.code, userErrorCode);
    assert.match(error.message, /not valid SQL/);
    const columns = await engine.connection.sendRequest(columnsRequest, { doc: 'd' });
    assert.ok(columns.some(column => column.name === 'chars_a' && column.about !== ''));
  });

  it('finds a row in a view, and the next one that waits for a verdict', async () => {
    await open();
    const view: View = { filter: { text: { kind: 'sql', value: 'id is not null' } }, sort: 'position' };
    assert.equal((await rowsOf(view)).length, 8);
    const locate = (row: number): Promise<number | null> =>
      engine.connection.sendRequest(locateRequest, { doc: 'd', view, row });
    assert.deepEqual([await locate(5), await locate(4)], [4, null]);
    const next = (start: number): Promise<number | null> =>
      engine.connection.sendRequest(nextOpenRequest, { doc: 'd', view, start });
    await engine.verdict('d', 0, 'a');
    await engine.verdict('d', 1, 'later');
    assert.deepEqual([await next(0), await next(7), await next(8)], [1, 7, 1]);
    assert.deepEqual(await rowsOf({ ...view, filter: { ...view.filter, verdict: 'given' } }), [0]);
  });

  it('flips a record at the spans of its values, and undoes it byte for byte after the save', async () => {
    await open();
    const before = readFileSync(path);
    const { left } = await detail(0);
    await engine.verdict('d', 0, 'b');
    assert.ok(before.equals(readFileSync(path)), 'nothing is written before the save');
    const saved = await save();
    assert.deepEqual([saved.changed, saved.decisions, saved.sidecarOnly], [1, 1, '']);
    const flipped = before
      .toString()
      .replace('"chosen": "Nine to eleven minutes in boiling, salted water."', '"chosen": "It depends."')
      .replace('"rejected": "It depends."', '"rejected": "Nine to eleven minutes in boiling, salted water."');
    assert.equal(readFileSync(path, 'utf8'), flipped);
    const shown = await detail(0);
    assert.equal(shown.left, left, 'the sides do not jump');
    assert.ok(shown.row.kind === 'comparison' && shown.row.comparison.a.messages[0]?.content.startsWith('Nine'));
    await engine.verdict('d', 0, null);
    await save();
    assert.ok(before.equals(readFileSync(path)));
  });

  it('keeps a decision, its meaning and the left side over a save and a new start', async () => {
    await open();
    const { left, row } = await detail(2);
    assert.ok(row.kind === 'comparison');
    const leftText = row.comparison[left].messages[0]?.content;
    await engine.verdict('d', 2, 'b');
    await engine.apply('d', { type: 'note', row: 7, note: 'the second of two', at: '2026-01-02T03:04:05.000Z' });
    await save();
    await engine.stop();
    engine = startEngine();
    const opened = await open({ doc: 'again' });
    assert.equal(opened.restored, false);
    const decisions = new Map<number, Decision>(opened.decisions);
    // The record is flipped on disk, so the preferred response is its chosen one now.
    assert.equal(decisions.get(2)?.verdict, 'a');
    assert.equal(decisions.get(7)?.note, 'the second of two');
    assert.equal(decisions.get(1), undefined, 'the first of the two equal pairs is untouched');
    const [shown] = await engine.connection.sendRequest(detailRequest, { doc: 'again', rows: [2] });
    assert.ok(shown?.row.kind === 'comparison');
    assert.equal(shown.row.comparison[shown.left].messages[0]?.content, leftText);
  });

  it('saves a tie beside the file and says so', async () => {
    await open();
    const before = readFileSync(path);
    await engine.verdict('d', 3, 'tie');
    const saved = await save();
    assert.equal(saved.changed, 0);
    assert.match(saved.sidecarOnly, /tie/);
    assert.ok(before.equals(readFileSync(path)));
    assert.ok(saved.sidecar !== null && existsSync(saved.sidecar));
  });

  it('saves a copy with all decisions to another path and leaves the document as it is', async () => {
    await open();
    const before = readFileSync(path);
    await engine.verdict('d', 1, 'b');
    const copy = join(folder.path, 'copy.jsonl');
    await save(copy);
    assert.ok(before.equals(readFileSync(path)));
    assert.match(readFileSync(copy, 'utf8'), /"chosen":"12 is a fine number\.","rejected":"11"/);
    assert.ok(existsSync(sidecarPath(copy)) && !existsSync(sidecarPath(path)));
    const again = await engine.open({ doc: 'copy', path: copy, storage });
    assert.deepEqual(
      again.decisions.map(([row, { verdict }]) => [row, verdict]),
      [[1, 'a']],
    );
  });

  it('edits texts, and goes on from there in a later session', async () => {
    await open();
    const edit = (text: string) =>
      engine.apply('d', { type: 'text', row: 5, ref: 'b/0', text, at: '2026-01-02T03:04:05.000Z' });
    await edit('git revert HEAD, if it was pushed.');
    await save();
    assert.match(readFileSync(path, 'utf8'), /"rejected":"git revert HEAD, if it was pushed\."/);
    await engine.stop();
    engine = startEngine();
    await open();
    await engine.verdict('d', 5, 'b');
    await save();
    await engine.stop();
    engine = startEngine();
    const { decisions } = await open();
    assert.deepEqual(
      decisions.map(([row, { verdict }]) => [row, verdict]),
      [[5, 'a']],
    );
    assert.match(readFileSync(path, 'utf8'), /"chosen":"git revert HEAD, if it was pushed\."/);
  });

  it('does not overwrite what somebody else changed, unless told to', async () => {
    await open();
    await engine.verdict('d', 0, 'b');
    appendFileSync(path, '\n{"id":9,"prompt":"New","chosen":"x","rejected":"y"}');
    assert.equal(await engine.connection.sendRequest(outsideChangeRequest, { doc: 'd' }), 'appended');
    const error = await failure(save());
    assert.equal(error.code, outsideChangeCode);
    assert.match(readFileSync(path, 'utf8'), /"New"/);
    const answer = await engine.connection.sendRequest(revertRequest, { doc: 'd' });
    const reverted = await whole(engine.connection, 'd', answer);
    assert.deepEqual([reverted.rowCount, reverted.decisions.length], [10, 0]);
  });

  it('reverts to the file and its review file', async () => {
    await open();
    await engine.verdict('d', 0, 'drop');
    await save();
    await engine.verdict('d', 0, null);
    await engine.verdict('d', 1, 'b');
    const answer = await engine.connection.sendRequest(revertRequest, { doc: 'd' });
    const { decisions } = await whole(engine.connection, 'd', answer);
    assert.deepEqual(
      decisions.map(([row, { verdict }]) => [row, verdict]),
      [[0, 'drop']],
    );
    assert.deepEqual(await rowsOf({ filter: { verdict: 'given' }, sort: 'position' }), [0]);
  });

  it('restores a backup, which holds what was not saved', async () => {
    await open();
    await engine.verdict('d', 0, 'b');
    await save();
    await engine.verdict('d', 3, 'drop');
    const backup = join(folder.path, 'backup.json');
    await engine.connection.sendRequest(backupRequest, { doc: 'd', path: backup });
    await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    await engine.stop();
    engine = startEngine();
    const opened = await open({ doc: 'restored', backup });
    assert.equal(opened.restored, true);
    const decisions = new Map(opened.decisions);
    assert.equal(decisions.get(3)?.verdict, 'drop');
    assert.equal(decisions.get(0)?.verdict, 'b', 'in terms of the record as the session had opened it');
    const undone = await engine.connection.sendRequest(applyRequest, {
      doc: 'restored',
      action: { type: 'verdict', row: 0, verdict: null, given: null, at: '2026-01-02T03:04:06.000Z' },
    });
    assert.equal(undone, null);
    await engine.connection.sendRequest(saveRequest, { doc: 'restored', path: null, overwrite: false });
    assert.ok(readFileSync(fixture).equals(readFileSync(path)));
  });

  it('finds the rows of a backup by content when the file has changed meanwhile', async () => {
    await open();
    await engine.verdict('d', 5, 'b');
    await engine.verdict('d', 0, 'drop');
    const backup = join(folder.path, 'backup.json');
    await engine.connection.sendRequest(backupRequest, { doc: 'd', path: backup });
    await engine.kill();
    const [first, ...rest] = readFileSync(path, 'utf8').split('\n');
    assert.ok(first?.includes('pasta'));
    writeFileSync(path, rest.join('\n'));
    engine = startEngine();
    const { decisions } = await open({ doc: 'restored', backup });
    assert.deepEqual(
      decisions.map(([row, { verdict }]) => [row, verdict]),
      [[4, 'b']],
    );
  });

  it('loses nothing in a crash: the journal is offered, taken over once, or discarded', async () => {
    await open();
    await engine.verdict('d', 0, 'b');
    await save();
    await engine.verdict('d', 0, 'tie');
    await engine.verdict('d', 6, 'drop');
    await engine.kill();
    engine = startEngine();
    assert.equal((await open({ doc: 'next' })).recoverable, 2);
    const recovered = await engine.connection.sendRequest(recoverRequest, { doc: 'next' });
    assert.deepEqual(
      recovered.decisions.map(([row, { verdict }]) => [row, verdict]),
      [
        [0, 'tie'],
        [6, 'drop'],
      ],
    );
    assert.deepEqual(await engine.connection.sendRequest(recoverRequest, { doc: 'next' }), {
      decisions: [],
      review: null,
    });
    await engine.kill();
    engine = startEngine();
    assert.equal((await open({ doc: 'third' })).recoverable, 2, 'what was recovered is in a journal again');
    await engine.connection.sendRequest(discardRequest, { doc: 'third' });
    await engine.stop();
    engine = startEngine();
    assert.equal((await open({ doc: 'fourth' })).recoverable, 0);
  });

  it('carries on after a crash with the decisions that the host holds', async () => {
    await open();
    const original = await detail(0);
    await engine.verdict('d', 0, 'b');
    await save();
    const [shown] = await engine.connection.sendRequest(detailRequest, { doc: 'd', rows: [0] });
    await engine.verdict('d', 2, 'drop');
    const host: [number, Decision][] = [
      [0, shown!.decision],
      [2, { ...shown!.decision, ...judgement('drop', 'seen') }],
      [3, { ...shown!.decision, ...judgement('b', 'seen') }],
    ];
    await engine.kill();
    engine = startEngine();
    const opened = await open({ decisions: host });
    assert.deepEqual([opened.recoverable, opened.decisions.length], [0, 3]);
    assert.deepEqual((await detail(0)).row, original.row, 'the record is shown as the session had opened it');
    await engine.verdict('d', 3, 'b');
    await engine.verdict('d', 0, null);
    await save();
    const saved = readFileSync(path.replace(/jsonl$/, 'review.jsonl'), 'utf8')
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
    const text = readFileSync(path, 'utf8');
    assert.match(text, /"rejected":"Gracias","chosen":"Merci"/);
    assert.match(text, /"chosen": "Nine to eleven/);
  });

  it('leaves no session behind when a document is closed for good', async () => {
    await open();
    await engine.verdict('d', 0, 'b');
    await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    const left = readdirSync(storage, { recursive: true, encoding: 'utf8' }).filter(name => name.endsWith('.jsonl'));
    assert.deepEqual(left, []);
  });

  it('keeps two documents apart', async () => {
    await open();
    const other = folder.write('other.jsonl', '{"prompt":"p","chosen":"x","rejected":"y"}\n');
    await engine.open({ doc: 'other', path: other, storage });
    await engine.verdict('d', 0, 'b');
    await engine.verdict('other', 0, 'tie');
    const overview = (doc: string): Promise<Overview> => engine.connection.sendRequest(overviewRequest, { doc });
    assert.deepEqual([(await overview('d')).verdicts, (await overview('other')).verdicts], [{ b: 1 }, { tie: 1 }]);
    await engine.connection.sendRequest(closeRequest, { doc: 'other', keepJournal: false });
    const error = await failure(overview('other'));
    assert.equal(error.code, userErrorCode);
    assert.equal((await overview('d')).rowCount, 9);
  });

  it('says in words why a file cannot be opened, and what cannot be decided', async () => {
    const error = await failure(engine.open({ doc: 'x', path: join(folder.path, 'none.jsonl'), storage }));
    assert.equal(error.code, userErrorCode);
    assert.match(error.message, /none\.jsonl.*no such file/);
    await open();
    assert.match((await failure(engine.verdict('d', 99, 'a'))).message, /no row 99/);
  });

  it('keeps the mode of the file over a save', async () => {
    const before = statSync(path).mode;
    await open();
    await engine.verdict('d', 0, 'b');
    await save();
    assert.equal(statSync(path).mode, before);
  });
});
