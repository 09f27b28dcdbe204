import assert from 'node:assert/strict';
import fc from 'fast-check';
import { PinnedViews } from '../../../src/engine/pinnedViews.ts';
import { listedRows } from '../../../src/engine/rowList.ts';
import type { View } from '../../../src/protocol/view.ts';

const byP: View = { filter: { finding: 'mislabeled' }, sort: 'p' };
const list = (rows: readonly number[]) => listedRows(Int32Array.from(rows));

/** A reviewer looks at `row` of a view that holds `before`; a new audit puts `after` into it. */
async function shown(
  view: View,
  row: number,
  before: readonly number[],
  after: readonly number[],
  given: ReadonlySet<number> = new Set(),
): Promise<number[]> {
  const pinned = new PinnedViews(each => !given.has(each));
  pinned.look('editor', { view, row });
  await pinned.hold(async () => pinned.order(view, list(before)));
  pinned.settle();
  const rows = pinned.order(view, list(after));
  return rows.slice(0, rows.length);
}

describe('the order under a reviewer', () => {
  const twenty = Array.from({ length: 20 }, (_, i) => i);
  const reversed = twenty.toReversed();

  it('keeps what was passed, what is shown and the next ten; all else follows in the new order', async () => {
    assert.deepEqual(await shown(byP, 3, twenty, reversed), [...twenty.slice(0, 14), 19, 18, 17, 16, 15, 14]);
  });

  it('counts ten without a verdict', async () => {
    const given = new Set([4, 5, 6]);
    const rows = await shown(byP, 3, twenty, reversed, given);
    assert.deepEqual(rows, [...twenty.slice(0, 17), 19, 18, 17]);
  });

  it('keeps rows that the new audit lets go of where they were, and takes up new ones behind', async () => {
    assert.deepEqual(
      await shown(byP, 0, twenty.slice(0, 12), [30, 31, 0, 2, 4, 11]),
      [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 30, 31, 11],
    );
  });

  it('leaves file order alone', async () => {
    const inFile: View = { filter: { finding: 'mislabeled' }, sort: 'position' };
    assert.deepEqual(await shown(inFile, 2, [2, 4, 9], [1, 4, 7]), [1, 2, 4, 7, 9]);
    assert.deepEqual(await shown({ ...inFile, descending: true }, 4, [9, 4, 2], [7, 4]), [9, 7, 4, 2]);
  });

  it('lets rows go that were judged since, where the view is of open ones', async () => {
    const open: View = { filter: { verdict: 'open' }, sort: 'p' };
    const given = new Set<number>();
    const pinned = new PinnedViews(row => !given.has(row));
    pinned.look('editor', { view: open, row: 1 });
    await pinned.hold(async () => list([1, 2, 3]));
    pinned.settle();
    assert.deepEqual(pinned.order(open, list([9, 3])).slice(0, 9), [1, 2, 3, 9]);
    given.add(1);
    assert.deepEqual(pinned.order(open, list([9, 3])).slice(0, 9), [2, 3, 9]);
  });

  it('ends when no editor shows the view any more', async () => {
    const pinned = new PinnedViews(() => true);
    pinned.look('one', { view: byP, row: 0 });
    pinned.look('two', { view: byP, row: 5 });
    await pinned.hold(async () => list(twenty));
    pinned.settle();
    assert.deepEqual(pinned.order(byP, list(reversed)).slice(0, 16), twenty.slice(0, 16), 'that of the one farther on');
    pinned.look('two', null);
    assert.deepEqual(pinned.order(byP, list(reversed)).slice(0, 16), twenty.slice(0, 16));
    pinned.look('one', { view: { filter: {}, sort: 'p' }, row: 0 });
    assert.deepEqual(pinned.order(byP, list(reversed)).slice(0, 20), reversed);
  });

  it('loses no row and shows none twice, whatever the audits', () =>
    fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(fc.nat(40), { minLength: 1 }),
        fc.uniqueArray(fc.nat(40)),
        fc.nat(39),
        fc.uniqueArray(fc.nat(40)),
        async (before, after, at, judged) => {
          const row = before[at % before.length]!;
          const rows = await shown(byP, row, before, after, new Set(judged));
          assert.equal(new Set(rows).size, rows.length);
          for (const each of after) assert.ok(rows.includes(each));
          for (const each of rows) assert.ok(before.includes(each) || after.includes(each));
          const position = before.indexOf(row);
          assert.deepEqual(rows.slice(0, position + 1), before.slice(0, position + 1));
          const next = (list: readonly number[]) => list.slice(position + 1).filter(each => !judged.includes(each));
          assert.deepEqual(next(rows).slice(0, Math.min(10, next(before).length)), next(before).slice(0, 10));
        },
      ),
    ));
});
