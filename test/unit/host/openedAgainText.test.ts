import assert from 'node:assert/strict';
import { openedAgainText } from '../../../src/host/editor/openedAgainText.ts';

describe('what is told of a file that was opened again', () => {
  it('says what is there and what is not', () => {
    assert.equal(openedAgainText('p.jsonl', 0, 0), 'The extension host ended, and p.jsonl was opened again.');
    assert.match(openedAgainText('p.jsonl', 1, 0), /It has the 1 decision that was not saved, as one step/);
    const text = openedAgainText('p.jsonl', 3, 2);
    assert.match(text, /It has the 3 decisions that were not saved, as one step that can be undone\./);
    assert.match(
      text,
      /about 2 comparisons had not been confirmed and was not kept\. The first of them is shown now\.$/,
    );
    assert.match(openedAgainText('p.jsonl', 0, 1), /about 1 comparison .* It is shown now\.$/);
  });
});
