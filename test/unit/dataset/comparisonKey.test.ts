import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Message } from '../../../src/dataset/comparison.ts';
import { comparisonKey, type Keyed, responseHash } from '../../../src/dataset/comparisonKey.ts';

const message = (content: string, role = 'assistant'): Message => ({ role, content });
const keyed = (prompt: string, a: string, b: string): Keyed => ({
  prompt: [message(prompt, 'user')],
  a: { messages: [message(a)] },
  b: { messages: [message(b)] },
});

describe('comparison key', () => {
  it('is 32 hex digits and the same after a flip', () => {
    fc.assert(
      fc.property(fc.string(), fc.string(), fc.string(), (prompt, a, b) => {
        const key = comparisonKey(keyed(prompt, a, b));
        assert.match(key, /^[0-9a-f]{32}$/);
        assert.equal(comparisonKey(keyed(prompt, b, a)), key);
      }),
    );
  });

  it('differs where any text differs, in white space too, and wherever a text ends', () => {
    const keys = [
      keyed('p', 'a', 'b'),
      keyed('p ', 'a', 'b'),
      keyed('p', 'a\n', 'b'),
      keyed('pa', '', 'b'),
      keyed('p', 'a', 'a'),
      keyed('a', 'p', 'b'),
      { ...keyed('p', '', 'b'), a: { messages: [message('a'), message('')] } },
      { ...keyed('p', 'a', 'b'), promptB: [message('p', 'user')] },
      { ...keyed('p', 'a', 'b'), a: { messages: [{ ...message('a'), toolCalls: [{ name: 'f', arguments: '{}' }] }] } },
    ].map(comparisonKey);
    assert.equal(new Set(keys).size, keys.length);
  });

  it('is the same in every format: roles do not count', () => {
    const other = { ...keyed('p', 'a', 'b'), prompt: [message('p', 'system')] };
    assert.equal(comparisonKey(other), comparisonKey(keyed('p', 'a', 'b')));
  });

  it('keeps each prompt with its response where they differ', () => {
    const one = { ...keyed('p', 'a', 'b'), promptB: [message('q', 'user')] };
    const flipped = { ...keyed('q', 'b', 'a'), promptB: [message('p', 'user')] };
    const crossed = { ...keyed('p', 'b', 'a'), promptB: [message('q', 'user')] };
    assert.equal(comparisonKey(flipped), comparisonKey(one));
    assert.notEqual(comparisonKey(crossed), comparisonKey(one));
  });

  it('stays what it is, because review files hold it', () => {
    assert.equal(comparisonKey(keyed('p', 'a', 'b')), '6bf0471c0e5c73740da68e243d336dd2');
    assert.equal(responseHash(keyed('p', 'a', 'b').a), '50bb907c4cf3c9c5');
  });
});
