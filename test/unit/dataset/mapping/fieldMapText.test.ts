import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Label } from '../../../../src/dataset/comparison.ts';
import type { FieldMap } from '../../../../src/dataset/fieldMap.ts';
import { fieldMapText } from '../../../../src/dataset/mapping/fieldMapText.ts';
import { parseFieldMap } from '../../../../src/dataset/parseFieldMap.ts';

describe('text of a field map', () => {
  it('is what users write', () => {
    assert.equal(
      fieldMapText({ prompt: 'question', a: 'answer_w', b: 'answer_l', scoreA: 'rw', scoreB: 'rl' }),
      'prompt=question,chosen=answer_w,rejected=answer_l,score_chosen=rw,score_rejected=rl',
    );
    assert.equal(
      fieldMapText({ prompt: 'instruction+input', a: 'x', b: 'y', label: 'won', codes: { 1: 'a', 0: 'b', 2: 'tie' } }),
      'prompt=instruction+input,a=x,b=y,label=won,b_is=0,a_is=1,tie_is=2',
    );
  });

  it('keeps commas, backslashes and outer spaces of names', () => {
    const map: FieldMap = { prompt: ' what, then? ', a: 'a\\', b: '\\,b', label: 'x=y ' };
    assert.deepEqual(parseFieldMap(fieldMapText(map)), map);
  });

  it('parses into the same map, whatever the names', () => {
    const name = fc.string({ minLength: 1, unit: 'binary' });
    const optional = fc.record(
      {
        prompt: name,
        system: name,
        history: name,
        modelA: name,
        modelB: name,
        scoreA: name,
        annotator: name,
        id: name,
      },
      { requiredKeys: [] },
    );
    const label = fc.constantFrom<Label>('a', 'b', 'tie', 'both_bad');
    const codes = fc.dictionary(name, label, { minKeys: 1, noNullPrototype: true });
    const sides = fc.oneof(
      fc.record({ a: name, b: name }),
      fc.record({ a: name, b: name, label: name }),
      fc.record({ a: name, b: name, label: name, codes }),
    );
    fc.assert(
      fc.property(optional, sides, (rest, both) => {
        const map: FieldMap = { ...rest, ...both };
        assert.deepEqual(parseFieldMap(fieldMapText(map)), map);
      }),
    );
  });

  it('holds a code by any name', () => {
    const codes: Record<string, Label> = JSON.parse('{"__proto__":"a","1":"b"}');
    const map: FieldMap = { a: 'x', b: 'y', label: 'z', codes };
    assert.deepEqual(parseFieldMap(fieldMapText(map)), map);
  });
});
