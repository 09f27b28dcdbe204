import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Action, Change, RowAction } from '../../../src/edits/action.ts';
import {
  type Given,
  isUndecided,
  judgement,
  type TextRef,
  undecided,
  type Verdict,
} from '../../../src/edits/decision.ts';
import { apply, applyTo, type Decisions, decisionAt, invert, rowsOf } from '../../../src/edits/decisions.ts';

const common = { row: fc.integer({ min: 0, max: 4 }), at: fc.constantFrom('t1', 't2', 't3') };
const single: fc.Arbitrary<RowAction> = fc.oneof(
  fc.record({
    type: fc.constant('verdict' as const),
    ...common,
    verdict: fc.constantFrom<Verdict>('a', 'b', 'tie', 'both_bad', 'drop', 'later'),
    given: fc.constantFrom<Given>('seen', 'blind', 'random'),
  }),
  fc.record({
    type: fc.constant('verdict' as const),
    ...common,
    verdict: fc.constant(null),
    given: fc.constant(null),
  }),
  fc.record({ type: fc.constant('note' as const), ...common, note: fc.constantFrom('', 'x', 'y') }),
  fc.record({
    type: fc.constant('tags' as const),
    ...common,
    tags: fc.array(fc.constantFrom('t', 'u'), { maxLength: 2 }),
  }),
  fc.record({
    type: fc.constant('text' as const),
    ...common,
    ref: fc.constantFrom<TextRef>('a/0', 'b/0', 'prompt/0'),
    text: fc.constantFrom('', 'x', null),
  }),
);
const many: fc.Arbitrary<Action> = fc
  .record({ one: single, rows: fc.uniqueArray(common.row, { maxLength: 5 }) })
  .map(({ one: { row: _, ...change }, rows }) => ({ type: 'rows', rows, change: change as Change }));
const action: fc.Arbitrary<Action> = fc.oneof(
  { weight: 4, arbitrary: single },
  { weight: 1, arbitrary: many },
  {
    weight: 1,
    arbitrary: fc.record({
      type: fc.constant('batch' as const),
      actions: fc.array(fc.oneof(single, many), { maxLength: 4 }),
    }),
  },
);
const actions = fc.array(action, { maxLength: 30 });
const none: Decisions = new Map();

describe('decisions', () => {
  it('are as before when every action is undone, last first', () => {
    fc.assert(
      fc.property(actions, actions, (earlier, later) => {
        const start = earlier.reduce(apply, none);
        const states = [start];
        const inverses: Action[] = [];
        for (const step of later) {
          const state = states.at(-1)!;
          inverses.push(invert(state, step));
          states.push(apply(state, step));
        }
        for (let i = later.length - 1; i >= 0; i--) {
          assert.deepEqual(apply(states[i + 1]!, inverses[i]!), states[i]);
        }
      }),
    );
  });

  it('are as after when an undone action is done again', () => {
    fc.assert(
      fc.property(actions, action, (earlier, step) => {
        const before = earlier.reduce(apply, none);
        const undo = invert(before, step);
        const after = apply(before, step);
        const redo = invert(after, undo);
        assert.deepEqual(apply(apply(after, undo), redo), after);
      }),
    );
  });

  it('change in place as they do in a copy, and only in the rows that the action names', () => {
    fc.assert(
      fc.property(actions, action, (earlier, step) => {
        const before = earlier.reduce(apply, none);
        const snapshot = structuredClone(before);
        const after = apply(before, step);
        assert.deepEqual(before, snapshot, 'the argument is left alone');
        const inPlace = new Map(before);
        applyTo(inPlace, step);
        assert.deepEqual(inPlace, after);
        const touched = new Set(rowsOf(step));
        for (let row = 0; row < 5; row++) {
          if (!touched.has(row)) assert.equal(after.get(row), before.get(row));
        }
      }),
    );
  });

  it('hold no row about which nothing is decided', () => {
    fc.assert(
      fc.property(actions, all => {
        for (const decision of all.reduce(apply, none).values()) assert.equal(isUndecided(decision), false);
      }),
    );
  });

  it('travel as JSON', () => {
    fc.assert(
      fc.property(action, step => {
        assert.deepEqual(apply(none, JSON.parse(JSON.stringify(step)) as Action), apply(none, step));
      }),
    );
  });

  it('hold nothing without a verdict, and count an empty text as an edit', () => {
    const at = 't';
    const taken = apply(none, { type: 'verdict', row: 1, at, ...judgement(null, 'blind') });
    assert.equal(decisionAt(taken, 1), undecided);
    const emptied = apply(none, { type: 'text', row: 1, at, ref: 'a/0', text: '' });
    assert.deepEqual(decisionAt(emptied, 1).texts, { 'a/0': '' });
  });

  it('name each touched row once, in order', () => {
    const at = 't';
    const note = (row: number): Action => ({ type: 'note', row, at, note: 'x' });
    assert.deepEqual(
      rowsOf({ type: 'batch', actions: [note(3), { type: 'batch', actions: [note(1), note(3)] }] }),
      [3, 1],
    );
  });
});
