import assert from 'node:assert/strict';
import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shortKey } from '../../../src/dataset/keyIndex.ts';
import { ComparisonTable } from '../../../src/table/comparisonTable.ts';
import { writeFactsFile } from '../../../src/table/factsFile.ts';
import { factsLines } from '../../../src/table/factsLines.ts';
import type { Facts } from '../../../src/table/records.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { facts } from './facts.ts';

const columns = ['row', 'line', 'key', 'annotator', 'annotator_names', 'score_a', 'words_b', 'fields', 'malformed'];

describe('a file of facts', () => {
  let folder: TemporaryFolder;
  let all: Facts[];
  const tables: ComparisonTable[] = [];
  beforeEach(() => {
    folder = temporaryFolder();
    const key = (row: number): string => (0xabcdef0123 + row * 7919).toString(16).padStart(32, '0').replace(/^0/, 'f');
    all = Array.from({ length: 500 }, (_, row) => facts(row, { key: key(row) }));
    all[3] = facts(3, {
      key: key(3),
      source: 'ein "Wort", \u2028 und\nnoch \\u0041',
      annotatorNames: ["o'neil", 'zoë'],
      scoreA: -0.1,
      fields: JSON.stringify({ 'a "b"': 'c\\d\n', n: 1.5, none: null }),
    });
  });
  afterEach(async () => {
    for (const table of tables.splice(0)) await table.close();
    folder.remove();
  });

  const file = (name: string): string => join(folder.path, name);
  const open = async (options: { readonly facts?: string } = {}): Promise<ComparisonTable> => {
    const table = await ComparisonTable.open({ storage: file('table'), ...options });
    tables.push(table);
    return table;
  };
  const write = async (target: string, of: readonly Facts[], others: string | null, rows: number): Promise<string> => {
    writeFileSync(file('lines'), `${factsLines(of)}\n`);
    await writeFactsFile({ lines: file('lines'), others, rows }, target);
    return target;
  };
  const records = (table: ComparisonTable) =>
    table.records(
      columns,
      all.map(({ row }) => row),
    );

  it('gives a table what the facts themselves would', async () => {
    const table = await open();
    await table.addFacts(all);
    const again = await open({ facts: await write(file('facts'), all, null, all.length) });
    assert.equal(await again.loaded, true);
    assert.deepEqual(await records(again), await records(table));
    assert.deepEqual(
      [...(await again.shortKeys())],
      all.map(({ key }) => shortKey(key)),
    );
  });

  it('takes other rows from an earlier one', async () => {
    const first = await write(file('first'), all, null, all.length);
    const changed = [4, 499].map(row => facts(row, { key: all[row]!.key, wordsB: 1000 + row }));
    const table = await open({ facts: await write(file('second'), changed, first, all.length) });
    const found = await table.rows({ condition: await table.check('words_b >= 1000') });
    assert.deepEqual([...found], [4, 499]);
    assert.equal((await table.shortKeys()).length, all.length);
  });

  it('is refused with rows missing, or there twice', async () => {
    await assert.rejects(write(file('few'), all.slice(1), null, all.length), /499 rows/);
    await assert.rejects(write(file('twice'), [...all.slice(1), all[7]!], null, all.length), /500 rows, 499 of them/);
  });

  it('leaves the table empty where it is damaged', async () => {
    writeFileSync(file('damaged'), 'PAR1 and no more');
    const table = await open({ facts: file('damaged') });
    assert.equal(await table.loaded, false);
    await table.addFacts(all);
    assert.equal((await table.shortKeys()).length, all.length);
  });

  it('is the last that the database reads from disk', async () => {
    const path = await write(file('facts'), all, null, all.length);
    const table = await open({ facts: path });
    const unchecked = (text: string): Promise<Int32Array> => table.rows({ condition: text as never });
    // Asked at once: the answer waits until the database is sealed.
    await assert.rejects(unchecked(`exists (from read_parquet('${path}'))`), /disabled by configuration/);
    await assert.rejects(unchecked("exists (from read_text('/etc/passwd'))"), /disabled by configuration/);
    await assert.rejects(unchecked('1=1); set enable_external_access=true; select (1'), /cannot be run|locked/);
  });
});
