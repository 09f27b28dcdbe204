import assert from 'node:assert/strict';
import type { EditedConstitution } from '../../../src/principles/edit/editedConstitution.ts';
import { editedFigures } from '../../../src/principles/edit/editedFigures.ts';
import { evaluateConstitution } from '../../../src/principles/evaluate/evaluateConstitution.ts';
import { evaluateEdited } from '../../../src/principles/evaluate/evaluateEdited.ts';
import { logisticWeights } from '../../../src/principles/select/weights.ts';
import { comparison } from './comparisons.ts';

describe('an edited constitution', () => {
  /** The first rule is right on 3 of 4, the second, which speaks of every other one, on 1 of 2, the third never speaks. */
  const comparisons = Array.from({ length: 200 }, (_, at) => comparison(at, `Say ${at}`, 'x', 'y', 'a'));
  const good = Int8Array.from(comparisons, (_, at) => (at % 4 === 0 ? -1 : 1));
  const poor = Int8Array.from(comparisons, (_, at) => (at % 2 === 0 ? (at % 8 < 4 ? -1 : 1) : 0));
  const never = new Int8Array(comparisons.length);

  it('reaches out of fold what it reaches as it stands, where nothing is fitted', () => {
    const columns = [good, poor, never];
    const held = evaluateEdited(comparisons, { columns, decides: 'ranked', weights: null }, 3)!;
    for (const way of ['plain', 'ranked'] as const) {
      const { reconstruction } = evaluateConstitution(comparisons, columns, [1, 1, 1], way, 3);
      assert.deepEqual(held.ways[way], reconstruction);
    }
    assert.equal(held.ways.ranked.value, 0.75);
    assert.deepEqual(
      held.gains.map(gain => Number(gain.toFixed(6))),
      [0.25, 0, 0],
    );
  });

  it('fits weights on the other folds, and shows those of all labels', () => {
    const columns = [good, poor];
    const held = evaluateEdited(comparisons, { columns, decides: 'weighted', weights: null }, 3)!;
    const fitted = logisticWeights(columns, [0, 1]);
    assert.deepEqual(held.weights, fitted);
    assert.ok(fitted[0]! > 0.5 && fitted[1]! < fitted[0]!);
    assert.equal(held.ways.weighted.value, 0.75);
  });

  it('takes weights that are given, and leaves suspect labels out of fitting only', () => {
    const columns = [good, poor];
    const given = evaluateEdited(comparisons, { columns, decides: 'weighted', weights: [1, 5] }, 3)!;
    const { reconstruction } = evaluateConstitution(comparisons, columns, [1, 5], 'weighted', 3);
    assert.deepEqual(given.ways.weighted, reconstruction);
    const wrong = new Set([...good.keys()].filter(at => good[at] === -1));
    const clean = evaluateEdited(comparisons, { columns, decides: 'weighted', weights: null }, 3, wrong)!;
    const all = evaluateEdited(comparisons, { columns, decides: 'weighted', weights: null }, 3)!;
    assert.ok(clean.weights[0]! > all.weights[0]!);
    assert.equal(clean.n, all.n);
  });

  it('leaves unchecked rules out, and gives their figures all the same', () => {
    const rule = (id: string, checked: boolean) => ({
      id,
      text: `Select the response that is ${id}.`,
      checked,
      weight: 1,
    });
    const constitution: EditedConstitution = {
      decides: 'plain',
      fitted: true,
      rules: [rule('poor', false), rule('good', true), rule('never', true)],
    };
    const columns = [
      { votes: poor, voted: 'user' as const },
      { votes: good, voted: 'condition' as const },
      { votes: never, voted: null },
    ];
    const { heldOut, rules } = editedFigures(comparisons, constitution, columns, { seed: 1, suspect: new Set() });
    assert.equal(heldOut?.ways.plain.value, 0.75);
    assert.deepEqual(
      rules.map(({ place, voted, for: right, against }) => [place, voted, right, against]),
      [
        [null, 'user', 50, 50],
        [0, 'condition', 150, 50],
        [1, null, 0, 0],
      ],
    );
    const nothing = { ...constitution, rules: constitution.rules.map(one => ({ ...one, checked: false })) };
    assert.equal(editedFigures(comparisons, nothing, columns, { seed: 1, suspect: new Set() }).heldOut, null);
  });

  it('has no figures where no label prefers a response', () => {
    const ties = comparisons.map(one => ({ ...one, label: 'tie' as const }));
    assert.equal(evaluateEdited(ties, { columns: [good], decides: 'plain', weights: null }, 1), null);
  });
});
