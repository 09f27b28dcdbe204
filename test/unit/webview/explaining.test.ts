import assert from 'node:assert/strict';
import fc from 'fast-check';
import { plainName, shownFeatures } from '../../../webview/comparison/state/shownFeatures.ts';
import { strongestWords, tintedRanges } from '../../../webview/comparison/state/shownWords.ts';

describe('what an explanation shows', () => {
  it('names features in plain words and joins those that measure the same', () => {
    assert.equal(plainName('firstPerson words'), '“I” and “me” words');
    assert.equal(plainName('hedge share'), 'share of hedging words');
    const features = [
      { name: 'root characters', a: 10, b: 20, weight: 0.3 },
      { name: 'characters', a: 100, b: 400, weight: -0.1 },
      { name: 'any list', a: 1, b: 0, weight: 0.5 },
      { name: 'bold', a: 0, b: 0, weight: 0.001 },
    ];
    assert.deepEqual(shownFeatures({ features }, 'a').features, [
      { name: 'has a list', left: 'yes', right: 'no', value: -0.5 },
      { name: 'characters', left: '100', right: '400', value: -(0.3 - 0.1) },
    ]);
    const [list] = shownFeatures({ features }, 'b', 1).features;
    assert.deepEqual(list, { name: 'has a list', left: 'no', right: 'yes', value: 0.5 });
    assert.equal(shownFeatures({ features }, 'b', 1).more, 1);
  });

  it('puts words into their messages, and never runs over an end or into another word', () => {
    const messages = [{ content: 'one two' }, { content: 'three' }];
    const words = [
      { from: 9, to: 14, weight: -2 },
      { from: 0, to: 3, weight: 0.5 },
      { from: 2, to: 5, weight: 1 },
      { from: 4, to: 7, weight: 0.01 },
      { from: 5, to: 12, weight: 1 },
    ];
    assert.deepEqual(tintedRanges(messages, words, 1), [
      [{ from: 0, to: 3, level: 2, weight: 0.5 }],
      [{ from: 0, to: 5, level: -4, weight: -2 }],
    ]);
    assert.deepEqual(tintedRanges(messages, words, 0), [[], []]);
  });

  it('keeps every range in order and within its message, whatever the weights say', () => {
    const word = fc.record({
      from: fc.integer({ min: -5, max: 60 }),
      to: fc.integer({ min: -5, max: 60 }),
      weight: fc.double({ min: -3, max: 3, noNaN: true }),
    });
    fc.assert(
      fc.property(fc.array(fc.string({ maxLength: 20 }), { maxLength: 4 }), fc.array(word), (texts, words) => {
        const ranges = tintedRanges(
          texts.map(content => ({ content })),
          words,
          1,
        );
        assert.equal(ranges.length, texts.length);
        for (const [i, list] of ranges.entries()) {
          let at = 0;
          for (const { from, to, level } of list) {
            assert.ok(from >= at && to > from && to <= texts[i]!.length);
            assert.ok(Math.abs(level) >= 1 && Math.abs(level) <= 4);
            at = to;
          }
        }
      }),
    );
  });

  it('sums a word over its occurrences', () => {
    const messages = [{ content: 'Can can not' }];
    const words = [
      { from: 0, to: 3, weight: -0.2 },
      { from: 4, to: 7, weight: -0.1 },
      { from: 8, to: 11, weight: 0.1 },
    ];
    const { pro, contra } = strongestWords(messages, words);
    assert.deepEqual(pro, [{ word: 'not', weight: 0.1 }]);
    assert.equal(contra[0]?.word, 'can');
    assert.ok(Math.abs(contra[0]!.weight + 0.3) < 1e-9);
  });
});
