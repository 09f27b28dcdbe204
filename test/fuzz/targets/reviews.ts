import { isDeepStrictEqual } from 'node:util';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { reviewLines } from '../../../src/dataset/reviewText.ts';
import { SidecarIndex } from '../../../src/dataset/sidecar.ts';
import { parseSidecarLine } from '../../../src/dataset/sidecarLine.ts';
import { bendJson, type MadeJson } from '../jsonMaker.ts';
import { must, type Target } from '../target.ts';

const key = '0123456789abcdef0123456789abcdef';
const line: MadeJson = {
  ...{ key, occurrence: 0, line: 1, verdict: 'a', preferred: 'x', a: 'x', given: 'blind', recorded: 'b', note: 'n' },
  ...{ tags: ['t'], texts: { 'a/0': 'new' }, newKey: key, newPreferred: 'x', newA: 'x', reviewer: 'me', again: 'b' },
  at: '2020-01-01T00:00:00.000Z',
};
const comparison: Comparison = {
  ...{ row: 0, line: 1, key, label: 'a' },
  prompt: [{ role: 'user', content: 'p' }],
  a: { messages: [{ role: 'assistant', content: 'x' }] },
  b: { messages: [{ role: 'assistant', content: 'y' }] },
} as unknown as Comparison;

/** Review files. */
export const review: Target = {
  name: 'review',
  holds: 'a line is read or said to be bad; what is read of a line, written out, reads the same',
  words: [key, '"verdict":', '"occurrence":', '"texts":', '"a/0":', '"newKey":', '"at":', 'null', '1e9', '-1', '\n'],
  mostBytes: 1 << 15,
  seeds: () => [JSON.stringify(line), `${JSON.stringify(line)}\nx\n{}\n`],
  make: random =>
    Array.from({ length: random.size(4) }, () =>
      JSON.stringify(bendJson(line, random, ['key', 'verdict', '__proto__'])),
    ).join('\n'),
  open: () => ({
    run: input => {
      const text = input.toString('utf8');
      for (const one of text.split('\n')) {
        const read = parseSidecarLine(one);
        if (typeof read === 'string') continue;
        must(
          isDeepStrictEqual(parseSidecarLine(JSON.stringify(read)), read),
          'a line reads otherwise once it is written',
        );
      }
      const { lines, bad } = reviewLines(text);
      const index = SidecarIndex.of(text);
      must(index.bad.length === bad, `${index.bad.length} bad lines to one reader, ${bad} to the other`);
      must(lines.length + bad <= text.split('\n').length, 'more lines than there are');
      const matcher = index.matcher();
      for (let i = 0; i < 3; i++) {
        for (const { decision } of matcher.next({ ...comparison }))
          must(typeof decision.note === 'string', 'a note is no text');
      }
    },
  }),
};
