import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Action } from '../../../src/edits/action.ts';
import { type Decision, undecided } from '../../../src/edits/decision.ts';
import { apply, type Decisions, invert } from '../../../src/edits/decisions.ts';
import type { ReviewAction } from '../../../src/edits/reviewAction.ts';
import { ReviewChange } from '../../../src/edits/reviewChange.ts';
import { netReview, ownRowsOf, reviewsOf } from '../../../src/edits/reviewsOf.ts';

const decision = (note: string): Decision => ({ ...undecided, note, at: `at ${note}` });

/** A merge on top of what is decided, as the engine plans it: what it does not change, it does not name. */
function mergeOn(
  decisions: Decisions,
  rows: readonly (readonly [number, string])[],
  lines: readonly number[],
): ReviewAction {
  return {
    type: 'review',
    add: lines.map(place => ({ place, text: `line ${place}` })),
    remove: [],
    rows: [...new Map(rows)].map(([row, note]) => ({
      row,
      key: `key ${row}`,
      before: decisions.get(row) ?? null,
      after: decision(note),
    })),
  };
}

const row = fc.nat({ max: 5 });
const note = fc.constantFrom('x', 'y', 'z');
const steps = fc.array(
  fc.oneof(
    fc.record({ merge: fc.array(fc.tuple(row, note), { maxLength: 4 }), lines: fc.uniqueArray(fc.nat({ max: 9 })) }),
    fc.record({ row, note }),
  ),
  { maxLength: 8 },
);

describe('review actions', () => {
  it('are undone and done again with all else, as often as one likes', () => {
    fc.assert(
      fc.property(steps, all => {
        let decisions: Decisions = new Map();
        let lines = ReviewChange.none;
        const states = [{ decisions, lines }];
        const done: { action: Action; inverse: Action }[] = [];
        const follow = (action: Action): void => {
          decisions = apply(decisions, action);
          for (const review of reviewsOf(action)) lines = lines.with(review);
        };
        for (const step of all) {
          const action: Action =
            'merge' in step
              ? // A second merge brings only lines that the first did not.
                mergeOn(
                  decisions,
                  step.merge,
                  step.lines.filter(place => !lines.added.some(held => held.place === place)),
                )
              : { type: 'batch', actions: [{ type: 'note', row: step.row, at: 'own', note: step.note }] };
          done.push({ action, inverse: invert(decisions, action) });
          follow(action);
          states.push({ decisions, lines });
        }
        const same = (state: (typeof states)[number]): void => {
          assert.deepEqual(new Map([...decisions].toSorted()), new Map([...state.decisions].toSorted()));
          assert.deepEqual(
            lines.added.toSorted((x, y) => x.place - y.place),
            state.lines.added.toSorted((x, y) => x.place - y.place),
          );
          assert.deepEqual(lines.removed, []);
        };
        for (let i = done.length - 1; i >= 0; i--) {
          follow(done[i]!.inverse);
          same(states[i]!);
        }
        for (const [i, { action }] of done.entries()) {
          follow(action);
          same(states[i + 1]!);
        }
      }),
    );
  });

  it('add up to one that does the same', () => {
    const first = mergeOn(
      new Map(),
      [
        [1, 'x'],
        [2, 'x'],
      ],
      [1, 2],
    );
    const held = apply(new Map(), first);
    const second = mergeOn(held, [[2, 'y']], [3]);
    const own: Action = { type: 'note', row: 4, at: 'own', note: 'mine' };
    const actions: Action[] = [first, { type: 'batch', actions: [own, second] }];
    const net = netReview(actions);
    assert.ok(net !== null);
    assert.deepEqual(
      net.add.map(({ place }) => place),
      [1, 2, 3],
    );
    assert.deepEqual(
      net.rows.map(({ row, before, after }) => [row, before, after?.note]),
      [
        [1, null, 'x'],
        [2, null, 'y'],
      ],
    );
    assert.deepEqual(apply(new Map(), net), apply(held, second));
    assert.deepEqual(actions.flatMap(ownRowsOf), [4]);
    assert.deepEqual(netReview([first, invert(new Map(), first)])?.add, []);
    assert.equal(netReview([own]), null);
  });

  it('is the same done twice', () => {
    const once = ReviewChange.none.with(mergeOn(new Map(), [], [1, 2]));
    const twice = once.with(mergeOn(new Map(), [], [1, 2]));
    assert.deepEqual(twice.added, once.added);
    const gone = ReviewChange.none.with({ add: [], remove: once.added });
    assert.deepEqual(gone.with({ add: [], remove: once.added }).removed, once.added);
    assert.equal(gone.with({ add: once.added, remove: [] }).isEmpty, true);
  });
});
