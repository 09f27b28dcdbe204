import assert from 'node:assert/strict';
import fc from 'fast-check';
import { wordCount } from '../../../src/reward/asking/effort.ts';
import { countNgrams, countText } from '../../../src/reward/features/ngrams.ts';

const texts = fc.oneof(
  fc.string({ unit: 'binary', maxLength: 80 }),
  fc
    .array(fc.constantFrom('to be', 'or not', ' ', "don't", '漢字', 'İstanbul', '\u2003', '\n'), { maxLength: 40 })
    .map(p => p.join(' ')),
);

describe('n-grams of a text', () => {
  for (const options of [
    { words: 2, fromCharacters: 0, toCharacters: 0 },
    { words: 0, fromCharacters: 3, toCharacters: 4 },
    { words: 3, fromCharacters: 1, toCharacters: 2 },
  ]) {
    it(`are counted as they are handed over: ${JSON.stringify(options)}`, () => {
      fc.assert(
        fc.property(texts, text => {
          const counts = new Map<number, number>();
          countNgrams(text, options, place => counts.set(place, (counts.get(place) ?? 0) + 1));
          const expected = [...counts].sort(([x], [y]) => x - y).map(([place, count]) => place * 2 ** 14 + count);
          assert.deepEqual([...countText(text, options)], expected);
        }),
      );
    });
  }

  it('are counted in long texts, and no more often than a count has room for', () => {
    const counts = countText('a '.repeat(30_000), { words: 1, fromCharacters: 0, toCharacters: 0 });
    assert.deepEqual([counts.length, counts[0]! % 2 ** 14], [1, 6000]);
  });
});

describe('wordCount', () => {
  it('splits at white space as a pattern does', () => {
    fc.assert(
      fc.property(texts, text => {
        assert.equal(wordCount(text), text.match(/\S+/g)?.length ?? 0);
      }),
    );
    for (let unit = 0; unit < 0x10000; unit++) {
      const text = `a${String.fromCharCode(unit)}b`;
      assert.equal(wordCount(text), text.split(/\s+/).length, unit.toString(16));
    }
  });
});
