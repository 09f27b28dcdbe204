import assert from 'node:assert/strict';
import { readPlan } from '../../../src/host/plan.ts';

describe('a plan in words', () => {
  it('names a budget, and what is left out has its usual value', () => {
    const usual = { annotators: 1, overlap: 0.1, random: 0.1 };
    assert.deepEqual(readPlan('100'), { budget: 100, ...usual });
    assert.deepEqual(readPlan(' 300 by 3 '), { budget: 300, ...usual, annotators: 3 });
    assert.deepEqual(readPlan('300 by 3, 20 % by all, 30 % random'), {
      budget: 300,
      annotators: 3,
      overlap: 0.2,
      random: 0.3,
    });
    assert.deepEqual(readPlan('50; 12.5% at random'), { budget: 50, ...usual, random: 0.125 });
  });

  it('is none where it is not written so', () => {
    for (const text of ['', '0', 'ten', '100 by 0', '100 by 3, 120 % by all', '100, 5 %', '100 by 3 by all', '-5']) {
      assert.equal(readPlan(text), null, text);
    }
  });
});
