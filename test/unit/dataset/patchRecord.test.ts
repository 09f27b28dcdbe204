import assert from 'node:assert/strict';
import fc from 'fast-check';
import { patchRecord } from '../../../src/dataset/patchRecord.ts';

describe('patch record', () => {
  it('swaps the source text of two values and nothing else', () => {
    const text = '{ "id" : 12345678901234567890, "chosen":"\\u00e9\\/x" ,"rejected" :  "b\\n", "n":1.0e2}';
    assert.equal(
      patchRecord(text, [{ kind: 'swap', first: ['chosen'], second: ['rejected'] }]),
      '{ "id" : 12345678901234567890, "chosen":"b\\n" ,"rejected" :  "\\u00e9\\/x", "n":1.0e2}',
    );
  });

  it('takes the last of duplicate keys, as JSON.parse does', () => {
    const text = '{"a":"first","b":"x","a":"last"}';
    const patched = patchRecord(text, [{ kind: 'swap', first: ['a'], second: ['b'] }]);
    assert.equal(patched, '{"a":"first","b":"last","a":"x"}');
    assert.equal(patchRecord(text, [{ kind: 'set', path: ['a'], value: 1 }]), '{"a":"first","b":"x","a":1}');
  });

  it('adds a missing key in the spacing of the record', () => {
    assert.equal(patchRecord('{"a":1,"b":2}', [{ kind: 'set', path: ['c'], value: 'x' }]), '{"a":1,"b":2,"c":"x"}');
    assert.equal(
      patchRecord('{"a": 1, "b": 2 }', [{ kind: 'set', path: ['c'], value: 3 }]),
      '{"a": 1, "b": 2, "c": 3 }',
    );
    assert.equal(patchRecord('{}', [{ kind: 'set', path: ['c'], value: 3 }]), '{"c": 3}');
  });

  it('applies patches one after the other', () => {
    const text = '{"chosen":[{"content":"A"}],"rejected":[{"content":"B"}],"messages":[{"content":"A"}]}';
    assert.equal(
      patchRecord(text, [
        { kind: 'set', path: ['chosen', 0, 'content'], value: 'new' },
        { kind: 'swap', first: ['chosen'], second: ['rejected'] },
        { kind: 'copy', from: ['chosen'], to: ['messages'] },
      ]),
      '{"chosen":[{"content":"B"}],"rejected":[{"content":"new"}],"messages":[{"content":"B"}]}',
    );
  });

  it('says which path is missing', () => {
    assert.throws(() => patchRecord('{"a":1}', [{ kind: 'swap', first: ['a'], second: ['b', 0] }]), /no value at b\.0/);
    assert.throws(() => patchRecord('{"a":1}', [{ kind: 'set', path: ['a', 'b'], value: 1 }]), /no value at a\.b/);
  });

  it('sets a value as a parse, change and serialise would, for any object', () => {
    fc.assert(
      fc.property(
        fc.dictionary(fc.string(), fc.jsonValue(), { minKeys: 1 }),
        fc.jsonValue(),
        fc.nat(),
        (object, value, pick) => {
          const keys = Object.keys(object);
          const key = keys[pick % keys.length]!;
          const text = JSON.stringify(object, null, pick % 3);
          const patched = patchRecord(text, [{ kind: 'set', path: [key], value }]);
          const expected = JSON.parse(text) as Record<string, unknown>;
          Object.defineProperty(expected, key, { value: JSON.parse(JSON.stringify(value)), enumerable: true });
          assert.deepEqual(JSON.parse(patched), expected);
        },
      ),
    );
  });

  it('restores the text when two values are swapped twice', () => {
    fc.assert(
      fc.property(fc.jsonValue(), fc.jsonValue(), (a, b) => {
        const text = JSON.stringify({ a, x: [1, { y: null }], b });
        const flip = { kind: 'swap', first: ['a'], second: ['b'] } as const;
        assert.equal(patchRecord(text, [flip, flip]), text);
      }),
    );
  });
});
