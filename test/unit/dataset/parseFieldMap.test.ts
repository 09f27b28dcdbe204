import assert from 'node:assert/strict';
import { parseFieldMap } from '../../../src/dataset/parseFieldMap.ts';

describe('field map', () => {
  it('is parsed as users write it', () => {
    assert.deepEqual(parseFieldMap('prompt=question,a=r1,b=r2,label=winner'), {
      prompt: 'question',
      a: 'r1',
      b: 'r2',
      label: 'winner',
    });
    assert.deepEqual(parseFieldMap(' prompt = q , chosen = answer_w , rejected = answer_l '), {
      prompt: 'q',
      a: 'answer_w',
      b: 'answer_l',
    });
    assert.deepEqual(parseFieldMap('a=x,b=y,label=l,a_is=A1,b_is=0,tie_is=2,both_bad_is=3').codes, {
      A1: 'a',
      0: 'b',
      2: 'tie',
      3: 'both_bad',
    });
  });

  const wrong: readonly (readonly [string, RegExp])[] = [
    ['', /"" is not of the form name=field/],
    ['a=x,b', /"b" is not of the form/],
    ['a=x,b=', /"b=" is not of the form/],
    ['a=x', /both responses must be mapped/],
    ['a=x,b=y', /a and b need a label; without one, map chosen and rejected/],
    ['chosen=x,rejected=y,label=z', /have no label; map a and b/],
    ['chosen=x,b=y', /chosen and rejected go together/],
    ['a=x,b=y,label=z,answer=w', /"answer" can't be mapped/],
    ['a=x,b=y,label=z,constructor=w', /"constructor" can't be mapped/],
    ['a=x,a=z,b=y,label=l', /a is mapped twice/],
  ];
  for (const [text, message] of wrong) {
    it(`refuses "${text}" and shows how to write it`, () => {
      assert.throws(
        () => parseFieldMap(text),
        error => {
          assert.ok(error instanceof SyntaxError);
          assert.match(error.message, message);
          assert.match(error.message, /Write prompt=FIELD,a=FIELD,b=FIELD,label=FIELD/);
          return true;
        },
      );
    });
  }
});
