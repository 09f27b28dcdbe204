import assert from 'node:assert/strict';
import { inferLabels, readLabel, writeLabel } from '../../../src/dataset/labels.ts';

const codes = (values: readonly unknown[], a: string, b: string): unknown => {
  const inferred = inferLabels(values, a, b);
  return 'codes' in inferred ? inferred.codes : inferred.why;
};

describe('labels', () => {
  it('are read by words in any case', () => {
    const label = (value: unknown): unknown => readLabel(value, {})?.label;
    assert.equal(label('A'), 'a');
    assert.equal(label('model_b'), 'b');
    assert.equal(label(' Tie '), 'tie');
    assert.equal(label('tie (bothbad)'), 'both_bad');
    assert.equal(label(''), null);
    assert.equal(label(null), null);
    assert.equal(label('perhaps'), undefined);
    assert.equal(label(1), undefined);
    assert.equal(label({}), undefined);
  });

  it('are inferred from numbers only where the range says it all', () => {
    assert.deepEqual(codes([1, 2, 1], 'response_a', 'response_b'), { 1: 'a', 2: 'b' });
    assert.deepEqual(codes(['1', '2'], 'response_1', 'response_2'), { 0: 'tie', 1: 'a', 2: 'b' });
    assert.deepEqual(codes([1, 1], 'output_1', 'output_2'), { 0: 'tie', 1: 'a', 2: 'b' });
    assert.deepEqual(codes([0, 1, 2], 'response1', 'response2'), { 0: 'tie', 1: 'a', 2: 'b' });
    assert.deepEqual(codes([0, 1], 'answer_0', 'answer_1'), { 0: 'a', 1: 'b' });
    assert.deepEqual(codes([1.2, 1.9, 2], 'output_1', 'output_2'), { 1: 'a', 1.5: 'tie', 2: 'b' });
    for (const [values, a, b] of [
      [[0, 1], 'response_a', 'response_b'],
      [[0, 1], 'response_1', 'response_2'],
      [[0, 1, 2], 'response_a', 'response_b'],
      [[1, 1], 'response_a', 'response_b'],
      [[-2, 3], 'response1', 'response2'],
      [[-1, 1], 'answer_0', 'answer_1'],
    ] as const) {
      assert.match(String(codes(values, a, b)), /do not say which response they mean/);
    }
    assert.match(String(codes(['better', 'worse'], 'a', 'b')), /the label "better" is not known/);
  });

  it('keep the words of the file, with their counterparts', () => {
    assert.deepEqual(codes(['A', 'A', 'tie'], 'response_a', 'response_b'), { A: 'a', B: 'b', tie: 'tie' });
    assert.deepEqual(codes(['output_2'], 'output_1', 'output_2'), { output_2: 'b', output_1: 'a' });
    assert.deepEqual(codes(['', null], 'x', 'y'), {});
  });

  it('between two codes are graded', () => {
    const graded = { 1: 'a', 2: 'b' } as const;
    assert.deepEqual(readLabel(1.5, graded), { label: 'tie' });
    assert.equal(readLabel('1.25', graded)?.label, 'a');
    assert.equal(readLabel(1.25, graded)?.strength, 0.5);
    assert.equal(readLabel(3, graded), undefined);
  });

  it('are written in the type and the words of the file', () => {
    assert.equal(writeLabel('b', { 1: 'a', 2: 'b' }, 1), 2);
    assert.equal(writeLabel('b', { 1: 'a', 2: 'b' }, '1'), '2');
    assert.equal(writeLabel('tie', { 1: 'a', 2: 'b' }, 1), undefined);
    assert.equal(writeLabel('a', { A: 'a', B: 'b' }, 'tie'), 'A');
    assert.equal(writeLabel('both_bad', { A: 'a', B: 'b' }, 'A'), 'both_bad');
    assert.equal(writeLabel('tie', { false: 'a', true: 'b' }, true), undefined);
  });
});
