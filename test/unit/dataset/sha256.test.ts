import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { sha256 } from '../../../src/dataset/sha256.ts';

describe('sha256', () => {
  it('is that of the UTF-8 bytes, also where halves of pairs stand alone', () => {
    const text = fc
      .array(fc.oneof(fc.integer({ min: 0, max: 0xffff }), fc.constantFrom(0, 0xd800, 0xdc00)), { maxLength: 3000 })
      .map(units => String.fromCharCode(...units));
    fc.assert(
      fc.property(text, text, (one, other) => {
        // Strung together, as keys are.
        const whole = `${one}|${other}`;
        assert.equal(sha256(whole), createHash('sha256').update(Buffer.from(whole, 'utf8')).digest('hex'));
      }),
    );
  });
});
