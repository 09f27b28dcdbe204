import assert from 'node:assert/strict';
import type { Action } from '../../../src/edits/action.ts';
import { type BulkChange, planBulk, type RowGroup } from '../../../src/edits/bulk.ts';
import { judgement, type Verdict } from '../../../src/edits/decision.ts';
import { apply, type Decisions, decisionAt, invert, rowsOf } from '../../../src/edits/decisions.ts';
import { slices } from '../../../src/edits/slices.ts';

const at = '2026-01-02T03:04:05.000Z';
const groups: readonly RowGroup[] = [
  { label: 'a', malformed: false, rows: [0, 1, 2] },
  { label: 'tie', malformed: false, rows: [3] },
  { label: null, malformed: false, rows: [4] },
  { label: null, malformed: true, rows: [5] },
];
const given = (row: number, verdict: Verdict): Action => ({
  type: 'verdict',
  row,
  at: 'earlier',
  ...judgement(verdict, 'blind'),
});
const tagged = (row: number, ...tags: string[]): Action => ({ type: 'tags', row, at: 'earlier', tags });
const start = [given(1, 'b'), given(2, 'later'), tagged(3, 'x'), tagged(4, 'x', 'y')].reduce<Decisions>(
  apply,
  new Map(),
);
const plan = (change: BulkChange, replace = false) => planBulk(start, groups, change, { replace, at });
const done = (change: BulkChange, replace = false): Decisions => {
  const { action } = plan(change, replace);
  return action === null ? start : apply(start, action);
};
const verdicts = (decisions: Decisions) => [0, 1, 2, 3, 4, 5].map(row => decisionAt(decisions, row).verdict);

describe('a bulk change', () => {
  it('leaves verdicts that were given alone, unless they are to be replaced', () => {
    const drop: BulkChange = { kind: 'verdict', verdict: 'drop' };
    assert.deepEqual(verdicts(done(drop)), ['drop', 'b', 'drop', 'drop', 'drop', 'drop']);
    assert.deepEqual(verdicts(done(drop, true)), ['drop', 'drop', 'drop', 'drop', 'drop', 'drop']);
    const { changed, judged, same, unfit } = plan(drop);
    assert.deepEqual({ changed, judged, same, unfit }, { changed: 5, judged: 1, same: 0, unfit: 0 });
  });

  it('keeps the recorded label where there is one', () => {
    assert.deepEqual(verdicts(done({ kind: 'keep' })), ['a', 'b', 'a', 'tie', null, null]);
    assert.equal(plan({ kind: 'keep' }).unfit, 2);
  });

  it('says nothing of malformed lines but drop and later', () => {
    assert.deepEqual(verdicts(done({ kind: 'verdict', verdict: 'tie' })), ['tie', 'b', 'tie', 'tie', 'tie', null]);
  });

  it('takes verdicts back', () => {
    assert.deepEqual(verdicts(done({ kind: 'clear' })), [null, null, null, null, null, null]);
    assert.equal(plan({ kind: 'clear' }).changed, 2);
  });

  it('adds and removes one tag and leaves the others', () => {
    const tags = (decisions: Decisions) => [0, 3, 4].map(row => decisionAt(decisions, row).tags);
    assert.deepEqual(tags(done({ kind: 'addTag', tag: 'y' })), [['y'], ['x', 'y'], ['x', 'y']]);
    assert.deepEqual(tags(done({ kind: 'removeTag', tag: 'x' })), [[], [], ['y']]);
  });

  it('replaces and removes notes', () => {
    const noted = done({ kind: 'note', note: 'same doubt' });
    assert.equal(decisionAt(noted, 4).note, 'same doubt');
    assert.equal(decisionAt(noted, 5).note, '');
    assert.equal(plan({ kind: 'note', note: '' }).action, null);
  });

  it('is undone by one action, in full', () => {
    for (const change of [
      { kind: 'verdict', verdict: 'drop' },
      { kind: 'keep' },
      { kind: 'clear' },
      { kind: 'addTag', tag: 'y' },
    ] as const) {
      const { action } = plan(change, true);
      assert.ok(action !== null);
      assert.deepEqual(apply(apply(start, action), invert(start, action)), start);
    }
  });

  it('is the same in slices', () => {
    const { action } = plan({ kind: 'addTag', tag: 'y' });
    assert.ok(action !== null);
    const parts = [...slices(action, 2)];
    assert.ok(parts.every(part => rowsOf(part).length <= 2));
    assert.deepEqual(parts.reduce(apply, start), apply(start, action));
  });
});
