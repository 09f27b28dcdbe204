import type { Comparison } from '../../../src/dataset/comparison.ts';
import { comparisonKey } from '../../../src/dataset/comparisonKey.ts';

/** A comparison of one question and two answers, the first of them chosen. */
export function comparisonOf(
  row: number,
  question: string,
  [a, b]: readonly [string, string],
  more: Partial<Comparison> = {},
): Comparison {
  const sides = {
    prompt: question === '' ? [] : [{ role: 'user', content: question }],
    a: { messages: [{ role: 'assistant', content: a }] },
    b: { messages: [{ role: 'assistant', content: b }] },
  };
  return {
    row,
    line: row + 1,
    key: comparisonKey(sides),
    ...sides,
    label: 'a',
    annotations: [],
    positioned: false,
    fields: {},
    ...more,
  };
}
