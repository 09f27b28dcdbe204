import assert from 'node:assert/strict';
import fc from 'fast-check';
import { shiftLine } from '../../../src/host/views/shiftLines.ts';

describe('shiftLine', () => {
  it('follows every line that a change does not touch', () => {
    const lines = fc.uniqueArray(
      fc.string({ minLength: 1 }).filter(line => !line.includes('\n')),
      { minLength: 1 },
    );
    fc.assert(
      fc.property(lines, fc.nat(), fc.nat(), fc.nat(4), (before, from, length, breaks) => {
        const first = from % before.length;
        const last = Math.min(before.length - 1, first + (length % 3));
        const inserted = Array.from({ length: breaks + 1 }, () => '');
        const after = [...before.slice(0, first), ...inserted, ...before.slice(last + 1)];
        for (const [line, text] of before.entries()) {
          const now = shiftLine(line, { first, last, breaks });
          if (line >= first && line <= last) assert.equal(now, null);
          else assert.equal(after[now ?? -1], text);
        }
      }),
    );
  });
});
