import assert from 'node:assert/strict';
import { appendFileSync, existsSync, readdirSync, statSync, utimesSync, writeFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { DuckDBInstance } from '@duckdb/node-api';
import { closeRequest } from '../../src/protocol/opening.ts';
import { type WindowResult, windowRequest } from '../../src/protocol/reading.ts';
import { saveRequest } from '../../src/protocol/saving.ts';
import { sqlText } from '../../src/table/sqlText.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { startEngine, type TestEngine } from './support/engine.ts';

/** Enough for a file whose facts are kept. */
const rows = 2400;
const filler = 'word '.repeat(200);
const record = (i: number): string =>
  `${JSON.stringify({ prompt: `p ${i}`, chosen: `x ${i} ${filler}`, rejected: `y ${i} ${filler}` })}\n`;

/** Number of words that no record has. */
const planted = 77_777;

describe('facts kept of a file', () => {
  let folder: TemporaryFolder;
  let engine: TestEngine;
  let path: string;
  let kept: string;

  beforeEach(async () => {
    folder = temporaryFolder();
    path = folder.write('data.jsonl', Array.from({ length: rows }, (_, i) => record(i)).join(''));
    kept = join(folder.path, 'storage', 'facts');
    await olderThan(path, 150);
    engine = startEngine();
    await open();
    await until(() => files().length === 1);
  });
  afterEach(async () => {
    await engine.stop();
    folder.remove();
  });

  const files = (): string[] =>
    existsSync(kept) ? readdirSync(kept).filter(name => name.endsWith('.parquet') && !name.startsWith('.')) : [];
  const open = () => engine.open({ doc: 'd', path, storage: join(folder.path, 'storage') });
  const again = async () => {
    await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    await engine.stop();
    engine = startEngine();
    return open();
  };
  const window = async (value: string): Promise<WindowResult> => {
    const view = { filter: { text: { kind: 'sql', value } }, sort: 'position' } as const;
    for (;;) {
      const asked = { doc: 'd', view, start: 0, count: 10 };
      const answer = await engine.connection.sendRequest(windowRequest, asked);
      if (answer.complete) return answer;
    }
  };
  const found = async (value: string) => (await window(value)).items.map(({ row }) => row);
  const count = async (value: string) => (await window(value)).total;
  /** Makes the file of facts say of some rows what their records do not: only who reads it can find them. */
  const plant = async (planting: readonly number[]): Promise<void> => {
    const file = join(kept, files()[0]!);
    const instance = await DuckDBInstance.create(':memory:');
    const connection = await instance.connect();
    const changed = `case when row in (${planting.join(', ')}) then ${planted} else words_a end`;
    await connection.run(
      `create table facts as select * replace (${changed} as words_a) from read_parquet(${sqlText(file)})`,
    );
    await connection.run(`copy facts to ${sqlText(file)} (format parquet)`);
    connection.closeSync();
    instance.closeSync();
  };

  it('stand for it at its next opening', async () => {
    await plant([5, rows - 1]);
    const file = join(kept, files()[0]!);
    utimesSync(file, new Date(0), new Date(0));
    await again();
    assert.deepEqual(await found(`words_a = ${planted}`), [5, rows - 1]);
    // Facts of files that are opened now and then are not removed for their age.
    await until(() => statSync(file).mtimeMs > 0);
    assert.equal(await count("label = 'a'"), rows);
  });

  it('are found beside the decisions of the review file', async () => {
    await engine.verdict('d', 7, 'drop');
    await engine.verdict('d', rows - 2, 'tie');
    await engine.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: false });
    const { decisions } = await again();
    assert.deepEqual(
      decisions.map(([row, { verdict }]) => [row, verdict]),
      [
        [7, 'drop'],
        [rows - 2, 'tie'],
      ],
    );
    assert.deepEqual(await found("verdict = 'tie'"), [rows - 2]);
  });

  it('are not believed once the file was changed, whatever time it bears', async () => {
    await plant([5]);
    const before = statSync(path);
    const bytes = await readFile(path);
    bytes[bytes.indexOf('x 9 ')] = 'z'.charCodeAt(0);
    writeFileSync(path, bytes);
    utimesSync(path, before.atime, before.mtime);
    await again();
    assert.deepEqual(await found(`words_a = ${planted}`), []);
    assert.equal(await count("label = 'a'"), rows);
  });

  it('are read anew of a file that has grown, and replace the old ones', async () => {
    const [first] = files();
    appendFileSync(path, record(rows));
    await olderThan(path, 150);
    await again();
    assert.equal(await count("label = 'a'"), rows + 1);
    await until(() => files().length === 1 && files()[0] !== first);
  });

  it('follow a save, with the rows that it changed', async () => {
    await plant([3, 8]);
    await again();
    const [first] = files();
    await engine.verdict('d', 8, 'b');
    await engine.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: false });
    await until(() => files().length === 1 && files()[0] !== first);
    await again();
    assert.deepEqual(await found(`words_a = ${planted}`), [3]);
    assert.equal(await count("label = 'a'"), rows);
    assert.deepEqual(await found("verdict = 'a'"), [8]);
  });

  it('are finished before the engine ends', async () => {
    const [first] = files();
    await engine.verdict('d', 8, 'b');
    await engine.connection.sendRequest(saveRequest, { doc: 'd', path: null, overwrite: false });
    await engine.connection.sendRequest(closeRequest, { doc: 'd', keepJournal: false });
    await engine.stop();
    assert.deepEqual([engine.process.exitCode, engine.process.signalCode], [0, null]);
    const [name, ...others] = readdirSync(kept);
    assert.deepEqual(others, []);
    assert.match(name!, /^[0-9a-f-]+\.parquet$/);
    assert.notEqual(name, first);
    engine = startEngine();
  });

  it('are read anew where they are damaged', async () => {
    const file = join(kept, files()[0]!);
    writeFileSync(file, (await readFile(file)).subarray(0, 2000));
    await again();
    assert.equal(await count("label = 'a'"), rows);
    assert.equal(await count('words_a = 202'), rows);
  });
}).timeout(60_000);

async function until(condition: () => boolean): Promise<void> {
  while (!condition()) await new Promise(resolve => setTimeout(resolve, 20));
}

/** Waits until a file was not changed for so many milliseconds. */
function olderThan(path: string, milliseconds: number): Promise<void> {
  return until(() => Date.now() - statSync(path).ctimeMs > milliseconds);
}
