import { isDeepStrictEqual } from 'node:util';
import { ArraySplitter } from '../../../src/dataset/arraySplitter.ts';
import { makeJson } from '../jsonMaker.ts';
import { must, type Target } from '../target.ts';
import { indexed } from './indexed.ts';

/** The index of a JSON array. */
export const array: Target = {
  name: 'array',
  holds: 'the records of a JSON array are its elements, as JSON.parse gives them',
  words: ['[', ']', '{', '}', '"', '\\"', '\\\\', ',', '\n', '[]', '{}', '"]"', '"\\\\"'],
  mostBytes: 1 << 16,
  seeds: () => ['[]', '[1, 2]', '[{"a":"]"},\n["\\"", {"b":[]}]]', '[1] 2'],
  make: random => JSON.stringify([makeJson(random, ['a', ']', '"'])], null, random.pick([0, 1])),
  open: () => ({
    run: input => {
      const records = indexed(input, index => new ArraySplitter(index, 0));
      const elements = arrayIn(input.toString('utf8'));
      if (elements === null) return;
      must(records.length === elements.length, `${records.length} records for ${elements.length} elements`);
      records.forEach(({ start, length }, i) => {
        const element: unknown = JSON.parse(input.toString('utf8', start, start + length));
        must(isDeepStrictEqual(element, elements[i]), 'an element is another one');
      });
    },
  }),
};

function arrayIn(text: string): unknown[] | null {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? value : null;
  } catch {
    return null;
  }
}
