import type { Comparison, Label } from '../../../src/dataset/comparison.ts';

/** A comparison for tests; `row` numbers it. */
export function comparison(
  row: number,
  prompt: string,
  a: string,
  b: string,
  label: Label | null,
  more: Partial<Comparison> = {},
): Comparison {
  return {
    row,
    line: row + 1,
    key: String(row).padStart(32, '0'),
    prompt: prompt === '' ? [] : [{ role: 'user', content: prompt }],
    a: { messages: [{ role: 'assistant', content: a }] },
    b: { messages: [{ role: 'assistant', content: b }] },
    label,
    annotations: [],
    positioned: false,
    fields: {},
    ...more,
  };
}
