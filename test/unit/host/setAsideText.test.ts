import assert from 'node:assert/strict';
import { setAsideText } from '../../../src/host/editor/setAsideText.ts';

describe('the message about what was set aside', () => {
  it('names the file, how many comparisons, and where they are kept', () => {
    assert.equal(
      setAsideText('my.jsonl', { rows: 1, path: '/s/kept.jsonl' }),
      'Decisions about 1 comparison that is no longer in my.jsonl were not taken over. They are kept for 90 days in /s/kept.jsonl.',
    );
    assert.match(setAsideText('my.jsonl', { rows: 2, path: '/s/k' }), /about 2 comparisons that are no longer/);
  });
});
