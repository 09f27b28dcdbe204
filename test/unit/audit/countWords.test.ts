import assert from 'node:assert/strict';
import fc from 'fast-check';
import { countWords } from '../../../src/audit/countWords.ts';

/** Words by their definition. */
const plain = (text: string): number => text.split(/[ \t\n\v\f\r\u00a0\u3000]+/).filter(word => word !== '').length;

describe('words of a text', () => {
  it('are what white space parts, whatever the letters', () => {
    const unit = fc.oneof(
      fc.constantFrom(' ', '\n', '\t', '\u00a0', '\u3000', '\u2003', '\u0000', 'a', 'é', '語', '\ud800', '\u2000'),
      fc.integer({ min: 0, max: 0xffff }).map(code => String.fromCharCode(code)),
    );
    fc.assert(
      fc.property(fc.array(unit, { maxLength: 60 }), units => {
        const text = units.join('');
        assert.equal(countWords(text), plain(text));
      }),
      { numRuns: 500 },
    );
  });

  it('are counted over the parts of a long text', () => {
    for (const length of [2 ** 15 - 1, 2 ** 15, 2 ** 15 + 1, 2 ** 16 + 3]) {
      for (const piece of ['a', 'a ', ' a', 'ab ', '語\u3000']) {
        const text = piece.repeat(length).slice(0, length);
        assert.equal(countWords(text), plain(text), `${piece} ${length}`);
      }
    }
  });
});
