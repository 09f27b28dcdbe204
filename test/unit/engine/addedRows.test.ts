import assert from 'node:assert/strict';
import fc from 'fast-check';
import { firstAdded } from '../../../src/edits/addition.ts';
import { undecided } from '../../../src/edits/decision.ts';
import { AddedRows } from '../../../src/engine/addedRows.ts';
import { FilePlaces } from '../../../src/engine/filePlaces.ts';

/** The n-th of these is added after that row. */
function addedAfter(rows: readonly number[]): AddedRows {
  const added = new AddedRows();
  rows.forEach((after, i) => {
    added.follow(firstAdded + i, { ...undecided, added: { after, record: '' } });
  });
  return added;
}

/** The order written out by the simplest means. */
function naive(length: number, rows: readonly number[]): number[] {
  return Array.from({ length }, (_, row) => [
    row,
    ...rows.flatMap((after, i) => (after === row ? [firstAdded + i] : [])),
  ]).flat();
}

const placed = fc
  .integer({ min: 1, max: 12 })
  .chain(length => fc.record({ length: fc.constant(length), rows: fc.array(fc.nat(length - 1), { maxLength: 8 }) }));

describe('added rows', () => {
  it('stand behind their rows in the order in which they were added', () => {
    fc.assert(
      fc.property(placed, fc.nat(20), fc.nat(20), ({ length, rows }, start, count) => {
        const list = addedAfter(rows).everyRow(length);
        const expected = naive(length, rows);
        assert.equal(list.length, expected.length);
        assert.deepEqual(list.slice(start, start + count), expected.slice(start, start + count));
        for (const [at, row] of expected.entries()) assert.equal(list.indexOf(row), at);
        assert.equal(list.indexOf(length), -1);
      }),
    );
  });

  it('are put into a list in either direction', () => {
    fc.assert(
      fc.property(placed, fc.boolean(), ({ length, rows }, descending) => {
        const byNumber = naive(length, rows).toSorted((x, y) => (descending ? y - x : x - y));
        const expected = descending ? naive(length, rows).toReversed() : naive(length, rows);
        assert.deepEqual([...addedAfter(rows).inFileOrder(Int32Array.from(byNumber), descending)], expected);
      }),
    );
  });

  it('have numbers that none had before, also those that were taken back', () => {
    const added = addedAfter([0, 0]);
    assert.equal(added.follow(firstAdded + 1, undefined), 'removed');
    assert.equal(added.follow(firstAdded + 1, undefined), null);
    assert.equal(added.has(firstAdded + 1), false);
    assert.equal(added.nextRow(), firstAdded + 2);
    assert.equal(added.nextRow(), firstAdded + 3);
  });

  it('have a place in the file once they are written', () => {
    fc.assert(
      fc.property(placed, ({ length, rows }) => {
        const places = new FilePlaces(rows.map((after, i) => [firstAdded + i, after] as const));
        for (const [place, row] of naive(length, rows).entries()) {
          assert.equal(places.placeOf(row), place);
          assert.equal(places.rowAt(place), row);
        }
        assert.equal(places.placeOf(firstAdded + rows.length), undefined);
      }),
    );
  });
});
