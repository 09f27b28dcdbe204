import assert from 'node:assert/strict';
import { pieces, visible } from '../../../webview/comparison/text/visible.ts';

describe('visible', () => {
  it('writes out what steers a text without being seen', () => {
    assert.equal(visible('a\u202Eb'), 'a[U+202E]b');
    assert.equal(visible('x\u200By\u00ADz\u0007'), 'x[U+200B]y[U+00AD]z[U+0007]');
    assert.equal(visible('\u{E0041}\uFFFD\r'), '[U+E0041][U+FFFD][U+000D]');
  });

  it('leaves alone what belongs to writing: line ends, tabs, joiners between letters and emoji', () => {
    for (const text of ['one\r\ntwo\n\tthree', '👨‍👩‍👧', '🏳️‍🌈', '👩🏽‍🚀', 'नमस्‍ते', 'می‌خواهم', '']) {
      assert.equal(visible(text), text);
    }
  });

  it('writes out joiners that join nothing', () => {
    assert.equal(visible('a \u200Db'), 'a [U+200D]b');
    assert.equal(visible('end\u200C'), 'end[U+200C]');
  });

  it('names the character for whoever asks', () => {
    assert.deepEqual(pieces('\u2066'), [
      { kind: 'unseen', mark: 'U+2066', title: 'U+2066, left-to-right isolate: not seen in the text itself' },
    ]);
  });
});
