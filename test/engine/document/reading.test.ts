import assert from 'node:assert/strict';
import { join } from 'node:path';
import { columnsRequest } from '../../../src/protocol/columns.ts';
import { userErrorCode } from '../../../src/protocol/errorCodes.ts';
import { closeRequest } from '../../../src/protocol/opening.ts';
import { type Overview, overviewRequest } from '../../../src/protocol/overview.ts';
import { locateRequest, nextOpenRequest, windowRequest } from '../../../src/protocol/reading.ts';
import { type View, wholeFile } from '../../../src/protocol/view.ts';
import { failure, useOddFile } from './oddFile.ts';

describe('a document in the engine', () => {
  const odd = useOddFile();
  it('opens a file and shows its rows, malformed ones included', async () => {
    const opened = await odd.open();
    assert.equal(opened.format.id, 'trl');
    assert.deepEqual([opened.restored, opened.recoverable, opened.audited], [false, 0, false]);
    const { total, items, complete } = await odd.engine.connection.sendRequest(windowRequest, {
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
    await odd.open();
    assert.deepEqual(
      await odd.rowsOf({ filter: { text: { kind: 'words', value: 'PRIME fine' } }, sort: 'position' }),
      [1, 7],
    );
    assert.deepEqual(
      await odd.rowsOf({ filter: { text: { kind: 'words', value: '"of Peru"' } }, sort: 'position' }),
      [2],
    );
    assert.deepEqual(
      await odd.rowsOf({ filter: { text: { kind: 'sql', value: "id = '2'" } }, sort: 'position' }),
      [1, 7],
    );
    const longest = await odd.rowsOf({
      filter: { text: { kind: 'sql', value: 'not malformed' } },
      sort: 'length',
      descending: true,
    });
    assert.deepEqual(longest.slice(0, 2), [5, 0]);
    const error = await failure(
      odd.rowsOf({ filter: { text: { kind: 'sql', value: 'chars_a >' } }, sort: 'position' }),
    );
    assert.equal(error.code, userErrorCode);
    assert.match(error.message, /not valid SQL/);
    const columns = await odd.engine.connection.sendRequest(columnsRequest, { doc: 'd' });
    assert.ok(columns.some(column => column.name === 'chars_a' && column.about !== ''));
  });

  it('finds a row in a view, and the next one that waits for a verdict', async () => {
    await odd.open();
    const view: View = { filter: { text: { kind: 'sql', value: 'id is not null' } }, sort: 'position' };
    assert.equal((await odd.rowsOf(view)).length, 8);
    const locate = (row: number): Promise<number | null> =>
      odd.engine.connection.sendRequest(locateRequest, { doc: 'd', view, row });
    assert.deepEqual([await locate(5), await locate(4)], [4, null]);
    const next = (start: number): Promise<number | null> =>
      odd.engine.connection.sendRequest(nextOpenRequest, { doc: 'd', view, start });
    await odd.engine.verdict('d', 0, 'a');
    await odd.engine.verdict('d', 1, 'later');
    assert.deepEqual([await next(0), await next(7), await next(8)], [1, 7, 1]);
    assert.deepEqual(await odd.rowsOf({ ...view, filter: { ...view.filter, verdict: 'given' } }), [0]);
  });

  it('keeps two documents apart', async () => {
    await odd.open();
    const other = odd.folder.write('other.jsonl', '{"prompt":"p","chosen":"x","rejected":"y"}\n');
    await odd.engine.open({ doc: 'other', path: other, storage: odd.storage });
    await odd.engine.verdict('d', 0, 'b');
    await odd.engine.verdict('other', 0, 'tie');
    const overview = (doc: string): Promise<Overview> => odd.engine.connection.sendRequest(overviewRequest, { doc });
    assert.deepEqual([(await overview('d')).verdicts, (await overview('other')).verdicts], [{ b: 1 }, { tie: 1 }]);
    await odd.engine.connection.sendRequest(closeRequest, { doc: 'other', keepJournal: false });
    const error = await failure(overview('other'));
    assert.equal(error.code, userErrorCode);
    assert.equal((await overview('d')).rowCount, 9);
  });

  it('says in words why a file cannot be opened, and what cannot be decided', async () => {
    const error = await failure(
      odd.engine.open({ doc: 'x', path: join(odd.folder.path, 'none.jsonl'), storage: odd.storage }),
    );
    assert.equal(error.code, userErrorCode);
    assert.match(error.message, /none\.jsonl.*no such file/);
    await odd.open();
    assert.match((await failure(odd.engine.verdict('d', 99, 'a'))).message, /no row 99/);
  });
});
