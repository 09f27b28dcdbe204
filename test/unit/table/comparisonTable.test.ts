import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { askQueue } from '../../../src/reward/asking/queue.ts';
import { ComparisonTable } from '../../../src/table/comparisonTable.ts';
import type { AuditRecord, AuditShape } from '../../../src/table/records.ts';
import { TableError } from '../../../src/table/tableError.ts';
import { facts } from './facts.ts';

const audit = (row: number, over: Partial<AuditRecord> = {}): AuditRecord => ({
  row,
  p: row / 10,
  pWrong: null,
  pWrongLow: null,
  pWrongHigh: null,
  preferenceStrength: row - 5,
  spread: 1,
  consensus: null,
  preferenceDegree: null,
  askValue: null,
  populationsFor: [],
  populationsAgainst: [],
  findings: [],
  scores: [],
  principlesFor: [],
  principlesAgainst: [],
  margins: [row, null],
  objectives: [],
  ...over,
});

const shape = (...members: string[]): AuditShape => ({ members, objectives: [] });

describe('comparison table', () => {
  let folder: string;
  let table: ComparisonTable;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pairlens-table-'));
    table = await ComparisonTable.open({ storage: join(folder, 'table'), conditionTimeout: 400 });
    await table.addFacts(Array.from({ length: 10 }, (_, row) => facts(row)));
  });

  afterEach(async () => {
    await table.close();
    await rm(folder, { recursive: true, force: true });
  });

  const rows = async (condition: string): Promise<number[]> => [
    ...(await table.rows({ condition: await table.check(condition) })),
  ];

  it('finds rows by a condition over facts, fields and lists', async () => {
    assert.deepEqual(await rows("chars_a > 2 * chars_b and annotator = 'bob'"), [3, 5, 7, 9]);
    assert.deepEqual(await rows("fields->>'topic' = 'law' and words_a >= 40"), [4, 6, 8]);
    assert.deepEqual(await rows('row in (select min(row) from v group by prompt_hash)'), [0, 1, 2]);
    assert.deepEqual(await rows('row = 1 -- a comment'), [1]);
    assert.deepEqual(await rows("row = 2 or id = ') or (1=1'"), [2]);
  });

  it('filters by finding, principle and verdict, and orders by score', async () => {
    await table.setAudit(shape('style', 'n-gram'), [
      audit(1, { findings: ['mislabeled', 'duplicate'], scores: [0.5, 0.9], principlesFor: ['longer'] }),
      audit(2, { findings: ['duplicate'], scores: [0.95], principlesAgainst: ['longer'] }),
      audit(3, { findings: ['mislabeled'], scores: [0.7] }),
    ]);
    assert.deepEqual([...(await table.rows({ finding: 'mislabeled' }, 'score', true))], [3, 1]);
    assert.deepEqual([...(await table.rows({ finding: 'duplicate' }, 'score', true))], [2, 1]);
    assert.deepEqual([...(await table.rows({ principle: { id: 'longer', stand: 'against' } }))], [2]);
    await table.setVerdicts(
      [1, 3],
      [
        { row: 1, verdict: 'drop', given: 'seen', recorded: null, note: null, tags: [], edited: false },
        { row: 3, verdict: 'later', given: 'seen', recorded: null, note: 'odd', tags: ['check'], edited: false },
      ],
    );
    assert.deepEqual([...(await table.rows({ finding: 'mislabeled', verdict: 'open' }))], [3]);
    assert.deepEqual([...(await table.rows({ verdict: 'given' }))], [1]);
    assert.deepEqual(
      (await table.findingCounts()).sort((x, y) => x.kind.localeCompare(y.kind)),
      [
        { kind: 'duplicate', count: 2, open: 1 },
        { kind: 'mislabeled', count: 2, open: 1 },
      ],
    );
    await table.setVerdicts([1], []);
    assert.deepEqual([...(await table.rows({ verdict: 'given' }))], []);
    assert.deepEqual(await rows('margin_style = 2 and margin_n_gram is null'), [2]);
  });

  it('replaces an audit all at once, and lets a verdict in meanwhile', async () => {
    const rows = Array.from({ length: 5000 }, (_, i) => 100 + i);
    await table.addFacts(rows.map(row => facts(row)));
    await table.setAudit(
      shape('style'),
      rows.map(row => audit(row, { p: 0, margins: [0] })),
    );
    const half = async (): Promise<number> => (await table.rows({ condition: await table.check('p > 0') })).length;
    function* records(): Generator<AuditRecord> {
      for (const row of rows) yield audit(row, { p: 0.5, margins: [1] });
    }
    let replaced = false;
    const replacing = table.setAudit(shape('style'), records()).then(() => {
      replaced = true;
    });
    await table.setVerdicts(
      [103],
      [{ row: 103, verdict: 'b', given: 'seen', recorded: null, note: null, tags: [], edited: false }],
    );
    assert.equal(replaced, false, 'the verdict does not wait for the audit');
    assert.equal(await half(), 0, 'the old audit is shown until the new one is whole');
    await replacing;
    assert.equal(await half(), rows.length);
    assert.deepEqual([...(await table.rows({ verdict: 'given' }))], [103]);
  });

  it('forgets an audit that comes as the file is loaded anew', async () => {
    await table.addFacts([facts(0)]);
    const replacing = table.setAudit(shape('style'), [audit(0, { margins: [1] })]);
    await Promise.all([replacing, table.clearFacts()]);
    await table.addFacts([facts(0)]);
    assert.deepEqual([...(await table.rows({ condition: await table.check('p is null') }))], [0]);
  });

  it('keeps rows without an audit, ordered last', async () => {
    await table.setAudit(shape('style'), [audit(4, { margins: [1] }), audit(2, { margins: [1] })]);
    const order = [...(await table.rows({}, 'p'))];
    assert.deepEqual(order.slice(0, 2), [2, 4]);
    assert.equal(order.length, 10);
  });

  it('orders by what is worth asking as the queue does: a prompt does not fill it', async () => {
    const worth = [0.5, 0.9, 0.8, 0.7, null, 0.9, 0.1, 0.85, 0.2, 0.3];
    await table.setAudit(
      shape('style'),
      worth.map((askValue, row) => audit(row, { askValue, margins: [1] })),
    );
    const rows = await table.records(['row', 'prompt_hash', 'ask_value'], [...worth.keys()]);
    const queue = askQueue(
      rows.flatMap(({ row, prompt_hash: prompt, ask_value: value }) =>
        value === null ? [] : [{ row: Number(row), prompt: String(prompt), value: Number(value) }],
      ),
    ).map(({ row }) => row);
    assert.notDeepEqual(
      queue,
      queue.toSorted((x, y) => (worth[y] ?? 0) - (worth[x] ?? 0)),
    );
    assert.deepEqual([...(await table.rows({}, 'ask', true))], [...queue, 4]);
    const without = queue.filter(row => row !== queue[0]);
    const condition = await table.check(`row <> ${queue[0]} and ask_value is not null`);
    assert.deepEqual(
      [...(await table.rows({ condition }, 'ask', true))],
      askQueue(without.map(row => ({ row, prompt: String(rows[row]!.prompt_hash), value: worth[row]! }))).map(
        ({ row }) => row,
      ),
    );
  });

  it('holds hostile text as it is', async () => {
    const text = "'); drop table store.facts; -- \u0000 \ud800 <script>";
    await table.addFacts([facts(10, { source: text, id: '"' })]);
    assert.deepEqual(await rows("source like '%<script>'"), [10]);
    const [record] = await table.records(['source', 'id'], [10]);
    assert.equal(record?.source, "'); drop table store.facts; -- \uFFFD \uFFFD <script>");
  });

  const attacks: readonly (readonly [name: string, condition: string, message: RegExp])[] = [
    ['a second statement', '1=1); drop table store.facts; --', /not valid SQL|one condition/],
    ['a second statement with a valid tail', '1=1); select row from v where (1=1', /one condition/],
    ['COPY', "1=1); copy v to 'stolen.csv'; select 1 where (1=1", /one condition/],
    ['ATTACH', "1=1); attach 'other.db'; select 1 where (1=1", /one condition/],
    ['INSTALL', '1=1); install httpfs; select 1 where (1=1', /one condition/],
    ['SET', "1=1); set memory_limit='1TB'; select 1 where (1=1", /one condition/],
    ['PRAGMA', '1=1); pragma database_list; select 1 where (1=1', /one condition/],
    ['UNION', '1=1) union select row from store.facts where (1=1', /one condition/],
    ['ORDER BY', '1=1) order by (select 1', /one condition/],
    ['GROUP BY', '1=1) group by (row', /one condition/],
    ['a table of the store', '(select count(*) from store.facts) > 0', /only the comparisons/],
    ['a qualified view', '(select count(*) from memory.main.v) > 0', /only the comparisons/],
    ['the catalog', '(select count(*) from information_schema.tables) > 0', /only the comparisons/],
    ['a file', "(select count(*) from '/etc/passwd') > 0", /only the comparisons/],
    ['read_csv', "(select count(*) from read_csv('/etc/passwd')) > 0", /table functions|not available/],
    [
      'read_text deep inside',
      "row in (select row from v where exists (select content from read_text('/etc/passwd')))",
      /not available/,
    ],
    ['read_text in a join', "exists (select 1 from v join read_text('/etc/passwd') on true)", /not available|only/],
    ['glob', "exists (from glob('/*'))", /not available/],
    ['settings', "current_setting('temp_directory') = 'x'", /not available/],
    ['settings in capitals', "CURRENT_SETTING('temp_directory') = 'x'", /not available/],
    ['duckdb_settings', 'exists (from duckdb_settings())', /not available/],
    ['a WITH clause', 'exists (with w as (select 1) select * from w)', /WITH|only the comparisons/],
    ['a parameter', 'row = $finding', /parameters/],
    ['an empty condition', '  ', /empty/],
    ['a comment alone', '-- nothing', /not valid SQL/],
    ['an open comment', '1=1 /*', /not valid SQL|parsed/],
    ['a statement', 'drop table store.facts', /not valid SQL/],
    ['an expression nested too deeply', `${'not '.repeat(2000)}true`, /./],
    ['a very long condition', `row in (${'1,'.repeat(9000)}1)`, /longer than/],
  ];
  for (const [name, condition, message] of attacks) {
    it(`refuses ${name}`, async () => {
      await assert.rejects(rows(condition), (error: unknown) => {
        assert.ok(error instanceof TableError, String(error));
        assert.match(error.message, message);
        assert.doesNotMatch(error.message, /\n/);
        return true;
      });
      assert.equal((await table.rows({})).length, 10, 'the table is whole');
      assert.ok(!(await readdir('.')).includes('stolen.csv'));
    });
  }

  it('cannot reach files or settings even where the check were passed', async () => {
    const unchecked = (text: string): Promise<Int32Array> => table.rows({ condition: text as never });
    await assert.rejects(unchecked("exists (from read_text('/etc/passwd'))"), /disabled by configuration/);
    await assert.rejects(unchecked("1=1); copy store.facts to '/tmp/stolen.csv'; select (1"), TableError);
    await assert.rejects(unchecked('1=1); set enable_external_access=true; select (1'), TableError);
  });

  it('stops a condition that never ends, and goes on', async () => {
    const endless =
      '(select count(*) from v a, v b, v c, v d, v e, v f, v g, v h, v i, v j where sin(a.row * j.row) > 2) = 1';
    await assert.rejects(rows(endless), /took longer than 0.4 seconds/);
    await assert.rejects(rows('list_sum(range(100000000000)) > row'), TableError);
    assert.deepEqual(await rows('row = 4'), [4]);
  });

  it('says what is wrong with a condition', async () => {
    await assert.rejects(rows('p <'), /not valid SQL/);
    await assert.rejects(rows('nosuch = 1'), /There is no column "nosuch"/);
    await assert.rejects(rows("row + 'x' = 1"), /cannot be run/);
  });

  it('has every column in the documentation, as it describes it', () => {
    const guide = readFileSync('docs/columns.md', 'utf8');
    for (const { name, type, about } of table.columns) {
      assert.ok(guide.includes(`| \`${name}\` | ${type} | ${about.replaceAll('|', '\\|')} |`), name);
    }
  });

  it('describes every column of the view', async () => {
    await table.setAudit(shape('style'), []);
    for (const column of table.columns) assert.ok(column.about.length > 10, column.name);
    assert.deepEqual(await rows(`${table.columns.map(c => `"${c.name}" is null`).join(' and ')}`), []);
  });

  it('tells where in a condition the trouble is', async () => {
    const place = async (text: string): Promise<number | null> => {
      try {
        await table.rows({ condition: await table.check(text) });
      } catch (error) {
        assert.ok(error instanceof TableError);
        return error.position;
      }
      throw new assert.AssertionError({ message: `${text} should be refused` });
    };
    assert.equal(await place('p < 0.2 annd spread > 1'), 8);
    assert.equal(await place('p < 0.2 and spraed > 1'), 12);
    assert.equal(await place('lenght(note) > 1'), 0);
    assert.equal(await place("p = 'x' "), null);
  });

  it('orders by any of its columns, and tells their commonest values', async () => {
    await table.addFacts([100, 101, 102].map(row => facts(row, { source: row === 101 ? 'x' : 'y' })));
    const condition = await table.check('row >= 100');
    const order = { column: 'source' };
    assert.deepEqual([...(await table.rows({ condition }, order))], [101, 100, 102]);
    assert.deepEqual([...(await table.rows({ condition }, order, true))], [100, 102, 101]);
    assert.deepEqual(
      (await table.values('source')).filter(({ value }) => value > 'w'),
      [
        { value: 'y', count: 2 },
        { value: 'x', count: 1 },
      ],
    );
    await assert.rejects(table.values('nosuch'), TableError);
  });

  it('ends only when what reads it is done', async () => {
    await table.addFacts(Array.from({ length: 2000 }, (_, row) => facts(100 + row)));
    const reads = [table.values('annotator'), table.keysAndLabels([101, 105]), table.records(['row', 'p'], [3])];
    await new Promise(resolve => setImmediate(resolve));
    await table.close();
    const [values, keys] = await Promise.all(reads);
    assert.ok((values?.length ?? 0) >= 2);
    assert.equal(keys?.length, 2);
    await assert.rejects(table.values('annotator'), /closed/);
  });
});
