import assert from 'node:assert/strict';
import { reasonsOf } from '../../../src/host/reasons.ts';
import { readShare } from '../../../src/host/share.ts';

describe('what users type', () => {
  it('names a part of a file, with a tenth in every part unless it says otherwise', () => {
    assert.deepEqual(readShare('2 of 3'), { part: 2, parts: 3, overlap: 0.1 });
    assert.deepEqual(readShare(' 1/4, 25 % '), { part: 1, parts: 4, overlap: 0.25 });
    assert.deepEqual(readShare('1 of 2; 0%'), { part: 1, parts: 2, overlap: 0 });
    for (const text of ['', '2', '0 of 3', '4 of 3', '1 of 2, 140 %', '1 of 2 of 3', 'a of b']) {
      assert.equal(readShare(text), null, text);
    }
  });

  it('gives reasons a key, a tag and perhaps a verdict; what is none of it is left out', () => {
    assert.deepEqual(
      reasonsOf([
        { key: '5', tag: ' factual error ' },
        { key: '6', tag: 'unsafe', verdict: 'both_bad' },
        { key: '7', tag: 'odd', verdict: 'chosen' },
        { key: '8', tag: 'unsafe' },
        { key: '', tag: 'no key' },
        { key: '9' },
        null,
        'text',
      ]),
      [
        { key: '5', tag: 'factual error' },
        { key: '6', tag: 'unsafe', verdict: 'both_bad' },
        { key: '7', tag: 'odd' },
      ],
    );
    assert.deepEqual(reasonsOf({ key: '5', tag: 'x' }), []);
  });
});
