import assert from 'node:assert/strict';
import { join } from 'node:path';
import { ComparisonTable } from '../../../src/table/comparisonTable.ts';
import { factsLines } from '../../../src/table/factsLines.ts';
import type { Facts } from '../../../src/table/records.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';
import { facts } from './facts.ts';

const lists = (lines: string) => lines.split('\n').map(line => JSON.parse(line) as Record<string, unknown[]>);

describe('lines of facts', () => {
  it('hold a list for each column, and none for one without a value', () => {
    const [line, ...others] = lists(factsLines([facts(0), facts(1, { annotator: null, annotatorNames: ['x', 'y'] })]));
    assert.deepEqual(others, []);
    assert.deepEqual(line!.row, [0, 1]);
    assert.deepEqual(line!.annotator, ['ann', null]);
    assert.deepEqual(line!.annotator_names, [null, ['x', 'y']]);
    assert.deepEqual(line!.malformed, [false, false]);
    for (const empty of ['id', 'list_id', 'system', 'source', 'score_a'])
      assert.ok(!Object.hasOwn(line!, empty), empty);
    assert.equal(factsLines([]), '');
  });

  it('are parted where there are many rows, or long values', () => {
    const many = Array.from({ length: 5000 }, (_, row) => facts(row));
    const rows = (lines: string) => lists(lines).map(line => line.row!.length);
    assert.deepEqual(rows(factsLines(many)), [2048, 2048, 904]);
    const long = many.slice(0, 1000).map(one => ({ ...one, fields: JSON.stringify({ topic: 'x'.repeat(9000) }) }));
    const lines = factsLines(long);
    assert.ok(lines.split('\n').every(line => line.length < 2 ** 21));
    assert.deepEqual(
      lists(lines).flatMap(line => line.row),
      long.map(({ row }) => row),
    );
  });

  it('give a table each row as it is', async () => {
    const folder = temporaryFolder();
    const table = await ComparisonTable.open({ storage: join(folder.path, 'table') });
    try {
      const some = (row: number): Partial<Facts> =>
        row % 3 === 0
          ? { id: `i"${row}\n`, scoreA: row / 7, label: null }
          : { source: '\ud800\0', malformed: row % 2 === 0 };
      const all = Array.from({ length: 4100 }, (_, row) => facts(row, some(row)));
      await table.addFactsLines(factsLines(all));
      const columns = ['row', 'id', 'score_a', 'label', 'source', 'malformed', 'chars_a', 'annotator_names'];
      const records = await table.records(
        columns,
        all.map(({ row }) => row),
      );
      assert.deepEqual(
        records,
        all.map(one => ({
          row: one.row,
          id: one.id,
          score_a: one.scoreA,
          label: one.label,
          source: one.source === null ? null : '\ufffd\ufffd',
          malformed: one.malformed,
          chars_a: one.charsA,
          annotator_names: null,
        })),
      );
    } finally {
      await table.close();
      folder.remove();
    }
  });
});
