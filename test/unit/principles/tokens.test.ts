import assert from 'node:assert/strict';
import fc from 'fast-check';
import { forEachToken } from '../../../src/principles/measure/tokens.ts';

const pattern = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|[.!?。！？…]+|\n/gu;

/** Texts in which what matters is frequent. */
const text = fc
  .array(
    fc.oneof(
      fc.constantFrom(
        'a',
        'É',
        'ß',
        '7',
        '٣',
        '\u0301',
        "'",
        '’',
        '.',
        '!',
        '…',
        '。',
        '\n',
        ' ',
        '-',
        '漢',
        '𝒳',
        '😀',
      ),
      fc.constantFrom('\ud835', '\udcb3', "I'll", 'NASA', "rock'n'roll", "o'7", "''", 'ǅ'),
      fc.string({ unit: 'binary', maxLength: 3 }),
    ),
    { maxLength: 30 },
  )
  .map(parts => parts.join(''));

describe('forEachToken', () => {
  it('finds what the pattern matches, in any text, and says what letters are in it', () => {
    fc.assert(
      fc.property(text, of => {
        const found: unknown[] = [];
        forEachToken(of, (kind, from, to, first, any, all) => {
          const raw = of.slice(from, to);
          const word = kind === 'word';
          found.push([raw, from, word && (first & 8) !== 0, word && (any & 16) !== 0, word && (all & 8) !== 0]);
        });
        const expected = [...of.matchAll(pattern)].map(({ 0: raw, index }) => [
          raw,
          index,
          /^\p{Lu}/u.test(raw),
          /\p{Ll}/u.test(raw),
          /^\p{Lu}+$/u.test(raw),
        ]);
        assert.deepEqual(found, expected);
      }),
      { numRuns: 2000 },
    );
  });
});
