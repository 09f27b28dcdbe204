import assert from 'node:assert/strict';
import { modelFigures } from '../../../../src/reward/intransitive/modelFigures.ts';
import { type Met, metModels } from '../strength/meetingsFixture.ts';

describe('models in an audit', () => {
  it('have strengths where two met, and none where nobody is named or they are too many', () => {
    const rows = Array.from({ length: 20 }, (_, k): Met => ({ a: 'x', b: 'y', label: k < 15 ? 'a' : 'b' }));
    const figures = modelFigures(metModels(rows), 0)!;
    assert.deepEqual(
      figures.strengths.strengths.map(({ id }) => id),
      ['x', 'y'],
    );
    assert.equal(figures.circles.verdict, 'cannot tell');
    assert.ok(!('pairs' in figures.strengths));
    const nameless = metModels(rows).map(({ a, b, ...rest }) => ({
      ...rest,
      a: { messages: a.messages },
      b: { messages: b.messages },
    }));
    assert.equal(modelFigures(nameless, 0), null);
    assert.equal(modelFigures(metModels([{ a: 'x', b: 'x', label: 'a' }]), 0), null);
    assert.equal(modelFigures(metModels([{ a: 'x', b: 'y', label: null }]), 0), null);
    const many = Array.from({ length: 61 }, (_, k): Met => ({ a: `m${k}`, b: `m${k + 1}`, label: 'a' }));
    assert.equal(modelFigures(metModels(many), 0), null);
  });
});
