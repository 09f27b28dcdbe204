import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type WordDiff, wordCount, wordDiff } from '../../../webview/comparison/text/wordDiff.ts';

type Marked = Extract<WordDiff, { kind: 'marked' }>;

const enough = { words: 5000, lines: 5000 };

function marked(first: string, second: string): Marked {
  const diff = wordDiff(first, second, enough);
  assert.equal(diff.kind, 'marked');
  return diff as Marked;
}

const texts = (text: string, ranges: Marked['first']) => ranges.map(({ start, end }) => text.slice(start, end));
const words = (text: string) => text.split(/\s+/).filter(word => word !== '');

/** Texts over few words, so that they share many. */
const sentence = fc
  .array(fc.constantFrom('the', 'cat', 'sat', 'on', 'mat', '3.5', 'it’s', '--hard', '.', '\n', '猫'), { maxLength: 40 })
  .map(parts => parts.join(' '));

describe('wordDiff', () => {
  it('marks the words that are only in one text', () => {
    const first = 'Run git reset --hard and then push.';
    const second = 'Run git reset --soft and then push.';
    const diff = marked(first, second);
    assert.deepEqual(texts(first, diff.first), ['--hard']);
    assert.deepEqual(texts(second, diff.second), ['--soft']);
    assert.equal(diff.shared, 12 / 14);
  });

  it('keeps numbers, times and contractions whole', () => {
    const first = 'It’s 17:11 and 3.5 degrees.';
    const second = 'It’s 17:41 and 3.7 degrees.';
    assert.deepEqual(texts(second, marked(first, second).second), ['17:41', '3.7']);
  });

  it('pays no heed to white space', () => {
    const diff = marked('one two\nthree', 'one  two three');
    assert.deepEqual([diff.first, diff.second, diff.shared], [[], [], 1]);
  });

  it('makes one phrase of changes around a single shared word', () => {
    const first = 'Please ask them to run it now, and all is well with the branch of the team.';
    const second = 'Please tell them first what happened, and all is well with the branch of the team.';
    assert.deepEqual(texts(first, marked(first, second).first), ['ask them to run it now']);
  });

  it('marks nothing where less than a third of the words is shared', () => {
    const diff = wordDiff('red green blue white', 'one two three white', enough);
    assert.deepEqual(diff, { kind: 'too-different', shared: 0.25 });
  });

  it('falls back to lines, then gives up, where time runs out', () => {
    const line = (i: number) => `line ${i} has some words of its own\n`;
    const first = Array.from({ length: 300 }, (_, i) => line(i)).join('');
    const second = first.replace(line(100), 'another line altogether\n');
    const byLines = wordDiff(first, second, { words: -1, lines: 5000 });
    assert.ok(byLines.kind === 'marked' && byLines.by === 'lines');
    assert.deepEqual(texts(second, byLines.second), ['another line altogether']);
    assert.deepEqual(wordDiff(first, second, { words: -1, lines: -1 }), { kind: 'too-long' });
  });

  it('gives back both texts from its parts, and differs nowhere else', () => {
    fc.assert(
      fc.property(sentence, sentence, (first, second) => {
        const diff = wordDiff(first, second, enough);
        if (diff.kind !== 'marked') return;
        const without = (kind: string) =>
          diff.parts
            .filter(part => part.kind !== kind)
            .map(part => part.text)
            .join(' ');
        assert.deepEqual(words(without('second')), words(first));
        assert.deepEqual(words(without('first')), words(second));
        const rest = (text: string, ranges: Marked['first']) => {
          let result = '';
          let at = 0;
          for (const { start, end } of ranges) {
            result += `${text.slice(at, start)} `;
            at = end;
          }
          return words(result + text.slice(at));
        };
        assert.deepEqual(rest(first, diff.first), rest(second, diff.second));
      }),
    );
  });

  it('finds nothing between a text and itself', () => {
    fc.assert(
      fc.property(sentence, text => {
        const diff = marked(text, text);
        assert.deepEqual([diff.first, diff.second, diff.shared], [[], [], 1]);
      }),
    );
  });
});

describe('wordCount', () => {
  it('counts words, not punctuation', () => {
    assert.equal(wordCount('Well — that’s 3.5 % of it, “all” in all.'), 8);
    assert.equal(wordCount('猫が好き'), 4);
    assert.equal(wordCount(''), 0);
  });
});
