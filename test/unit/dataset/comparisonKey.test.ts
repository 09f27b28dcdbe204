import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import type { Message } from '../../../src/dataset/comparison.ts';
import { comparisonKey, type Keyed, responseHash } from '../../../src/dataset/comparisonKey.ts';

const message = (content: string, role = 'assistant'): Message => ({ role, content });
const keyed = (prompt: string, a: string, b: string): Keyed => ({
  prompt: [message(prompt, 'user')],
  a: { messages: [message(a)] },
  b: { messages: [message(b)] },
});

/** The key by its definition. */
function plainKey({ prompt, promptB, a, b }: Keyed): string {
  const framed = (messages: readonly Message[]): string =>
    messages.reduce(
      (text, { content, toolCalls = [] }) =>
        `${text}${content.length}:${content}${toolCalls.map(call => `!${call.name.length}:${call.name}${call.arguments.length}:${call.arguments}`).join('')}`,
      `${messages.length}:`,
    );
  const first = (promptB ? framed(prompt) : '') + framed(a.messages);
  const second = (promptB ? framed(promptB) : '') + framed(b.messages);
  const [low, high] = [first, second].toSorted((x, y) => (x < y ? -1 : x > y ? 1 : 0));
  const text = `${promptB ? '-' : framed(prompt)}|${low}|${high}`;
  return createHash('sha256').update(text, 'utf8').digest('hex').slice(0, 32);
}

describe('comparison key', () => {
  it('is what its definition says, of any messages', () => {
    // Few characters, so that texts begin alike; some sort otherwise in UTF-8 than in UTF-16.
    const text = fc
      .array(fc.constantFrom('a', ':', '1', '!', '|', '\ud800', '\udc00', '\uffee', 'é'), { maxLength: 4 })
      .map(parts => parts.join(''));
    const call = fc.record({ name: text, arguments: text });
    const some = fc
      .array(fc.tuple(text, fc.array(call, { maxLength: 2 })), { maxLength: 12 })
      .map(made =>
        made.map(([content, toolCalls]) => ({ ...message(content), ...(toolCalls.length > 0 && { toolCalls }) })),
      );
    const sides = fc.oneof(
      fc.tuple(some, some),
      some.chain(one =>
        fc.tuple(
          fc.constant(one),
          some.map(more => [...one, ...more]),
        ),
      ),
    );
    fc.assert(
      fc.property(some, fc.option(some, { nil: undefined }), sides, (prompt, promptB, [a, b]) => {
        const of = { prompt, ...(promptB && { promptB }), a: { messages: a }, b: { messages: b } };
        assert.equal(comparisonKey(of), plainKey(of));
      }),
      { numRuns: 2000 },
    );
  });

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
