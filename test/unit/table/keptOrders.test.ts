import assert from 'node:assert/strict';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ComparisonTable } from '../../../src/table/comparisonTable.ts';
import { KeptOrders } from '../../../src/table/keptOrders.ts';
import { pickInOrder } from '../../../src/table/pickInOrder.ts';
import type { RowFilter, RowOrder } from '../../../src/table/query.ts';
import type { AuditRecord, Facts, VerdictRecord } from '../../../src/table/records.ts';
import { facts } from './facts.ts';

const added = 2 ** 30;

/** Few values and nulls, so that most rows are tied; one row was added by hand. */
const records: Facts[] = [...Array.from({ length: 700 }, (_, row) => row), added].map(row =>
  facts(row, {
    charsA: (row * 7919) % 13,
    charsB: (row * 104_729) % 5,
    annotator: row % 6 === 0 ? null : ['zoë', 'Ann', 'bob', 'ann'][(row * 31) % 4]!,
    scoreA: row % 5 === 0 ? null : ((row * 13) % 7) / 4,
  }),
);

const audit = (row: number, p: number | null): AuditRecord => ({
  row,
  p,
  pWrong: null,
  pWrongLow: null,
  pWrongHigh: null,
  preferenceStrength: null,
  spread: null,
  consensus: null,
  preferenceDegree: null,
  askValue: null,
  populationsFor: [],
  populationsAgainst: [],
  findings: row % 2 === 0 ? ['mislabeled', 'duplicate'] : [],
  scores: row % 2 === 0 ? [(row % 3) / 3, (row % 8) / 8] : [],
  principlesFor: [],
  principlesAgainst: [],
  margins: [],
  objectives: [],
});

const verdict = (row: number, note: string): VerdictRecord => ({
  row,
  verdict: 'a',
  given: 'seen',
  recorded: null,
  note,
  tags: [],
  edited: false,
});

type Value = string | number | null;

/** What the order should be, by a plain sort: nulls last, equal values in file order, text by code points. */
function sorted(rows: readonly Facts[], value: (f: Facts) => Value, descending: boolean): number[] {
  const sign = descending ? -1 : 1;
  const compare = (x: Facts, y: Facts): number => {
    const [a, b] = [value(x), value(y)];
    if (a === b) return x.row - y.row;
    if (a === null) return 1;
    if (b === null) return -1;
    return a < b ? -sign : sign;
  };
  return [...rows].sort(compare).map(({ row }) => row);
}

describe('kept orders', () => {
  let folder: string;
  let table: ComparisonTable;

  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'pairlens-orders-'));
    table = await ComparisonTable.open({ storage: join(folder, 'table') });
    await table.addFacts(records);
  });

  afterEach(async () => {
    await table.close();
    await rm(folder, { recursive: true, force: true });
  });

  const rows = async (filter: RowFilter, order: RowOrder, descending = false): Promise<number[]> => [
    ...(await table.rows(filter, order, descending)),
  ];

  it('are those of a plain sort, whether made, asked for again or picked from', async () => {
    const values: [RowOrder, (f: Facts) => Value][] = [
      ['length', f => f.charsA + f.charsB],
      [{ column: 'annotator' }, f => f.annotator],
      [{ column: 'score_a' }, f => f.scoreA],
      [{ column: 'row' }, f => f.row],
    ];
    const condition = await table.check('chars_a > 5');
    const passing = records.filter(f => f.charsA > 5);
    for (const [order, value] of values) {
      for (const descending of [false, true]) {
        // First sorted by itself, then picked from the order of all rows, which is made then.
        for (let i = 0; i < 3; i++) {
          assert.deepEqual(await rows({ condition }, order, descending), sorted(passing, value, descending));
        }
        assert.deepEqual(await rows({}, order, descending), sorted(records, value, descending));
        assert.deepEqual(await rows({ condition: await table.check('false') }, order, descending), []);
      }
    }
  });

  it('change with facts, and are not changed by who was given them', async () => {
    const condition = await table.check('chars_b < 3');
    const expected = (all: readonly Facts[]): number[] =>
      sorted(
        all.filter(f => f.charsB < 3),
        f => f.charsA + f.charsB,
        true,
      );
    (await table.rows({}, 'length', true)).fill(0);
    assert.deepEqual(
      await rows({}, 'length', true),
      sorted(records, f => f.charsA + f.charsB, true),
    );
    (await table.rows({ condition }, 'length', true)).fill(0);
    assert.deepEqual(await rows({ condition }, 'length', true), expected(records));
    const more = facts(900, { charsA: 8, charsB: 0 });
    const adding = table.addFacts([more]);
    assert.deepEqual(await rows({ condition }, 'length', true), expected([...records, more]));
    await adding;
    assert.deepEqual(await rows({ condition }, 'length', true), expected([...records, more]));
    const removing = table.removeFacts([900, 3]);
    const fewer = records.filter(({ row }) => row !== 3);
    assert.deepEqual(await rows({ condition }, 'length', true), expected(fewer));
    await removing;
    assert.deepEqual(await rows({ condition }, 'length', true), expected(fewer));
    await table.clearFacts();
    assert.deepEqual(await rows({}, 'length', true), []);
  });

  it('change with an audit', async () => {
    const shape = { members: [], objectives: [] };
    const filter: RowFilter = { finding: 'duplicate' };
    const even = records.filter(({ row }) => row % 2 === 0);
    for (const p of [(row: number) => (row % 3) / 3, (row: number) => (row % 7 === 0 ? null : (row % 5) / 5)]) {
      await table.setAudit(
        shape,
        records.map(({ row }) => audit(row, p(row))),
      );
      for (let i = 0; i < 3; i++) {
        assert.deepEqual(
          await rows(filter, 'p'),
          sorted(even, f => p(f.row), false),
        );
      }
      assert.deepEqual(
        await rows({}, 'p'),
        sorted(records, f => p(f.row), false),
      );
    }
    const score = ({ row }: Facts): Value => (row % 8) / 8;
    const best = ({ row }: Facts): Value => (row % 2 === 0 ? Math.max((row % 3) / 3, (row % 8) / 8) : null);
    for (let i = 0; i < 3; i++) {
      assert.deepEqual(await rows(filter, 'score', true), sorted(even, score, true));
      assert.deepEqual(await rows({ verdict: 'open' }, 'score', true), sorted(records, best, true));
    }
  });

  it('by what was decided change with every decision, and others stay', async () => {
    const order: RowOrder = { column: 'note' };
    const filter: RowFilter = { verdict: 'given' };
    await table.setVerdicts(
      [5, 8, 2],
      [5, 8, 2].map(row => verdict(row, `note ${row}`)),
    );
    await rows({}, 'length');
    for (let i = 0; i < 3; i++) assert.deepEqual(await rows(filter, order), [2, 5, 8]);
    const deciding = table.setVerdicts([2, 9], [verdict(2, 'note 9'), verdict(9, 'note 6')]);
    assert.deepEqual(await rows(filter, order), [5, 9, 8, 2]);
    await deciding;
    assert.deepEqual(await rows(filter, order), [5, 9, 8, 2]);
    const given = records.filter(({ row }) => [2, 5, 8, 9].includes(row));
    assert.deepEqual(
      await rows(filter, 'length'),
      sorted(given, f => f.charsA + f.charsB, false),
    );
  });

  it('are made once for a version, when all rows are asked for or the second time, and again after a failure', async () => {
    const orders = new KeptOrders();
    let made = 0;
    const make = async (): Promise<Int32Array> => Int32Array.of(++made);
    assert.equal(orders.some('a', '1', make), null);
    assert.deepEqual([...((await orders.some('a', '1', make)) ?? [])], [1]);
    assert.deepEqual([...(await orders.all('a', '1', make))], [1]);
    assert.equal(orders.some('a', '2', make), null, 'not of another version');
    assert.deepEqual([...(await orders.all('a', '2', make))], [2]);
    await assert.rejects(
      orders.all('b', '1', () => Promise.reject(new Error('broken'))),
      /broken/,
    );
    assert.deepEqual([...(await orders.all('b', '1', make))], [3]);
    for (const query of ['c', 'd', 'e', 'f']) await orders.all(query, '1', make);
    assert.deepEqual([...(await orders.all('f', '1', make))], [7], 'the latest are kept');
    assert.deepEqual([...(await orders.all('a', '2', make))], [8], 'the oldest is forgotten');
  });

  it('say when a row has no place in them', () => {
    const order = Int32Array.of(2, added, 0, 1);
    assert.deepEqual([...(pickInOrder(order, Int32Array.of(1, 2, added)) ?? [])], [2, added, 1]);
    assert.equal(pickInOrder(order, Int32Array.of(1, 3)), null);
    assert.equal(pickInOrder(order, Int32Array.of(1, added + 1)), null);
    assert.deepEqual([...(pickInOrder(order, new Int32Array()) ?? [1])], []);
  });
});
