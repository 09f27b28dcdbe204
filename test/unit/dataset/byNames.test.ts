import assert from 'node:assert/strict';
import { byNames } from '../../../src/dataset/byNames.ts';

describe('what follows from names', () => {
  it('is worked out once for records with the same fields, and anew for others', () => {
    let made = 0;
    const count = byNames(names => {
      made++;
      return names.join('|');
    });
    assert.equal(count({ a: 1, b: 2 }), 'a|b');
    assert.equal(count({ a: 3, b: null }), 'a|b');
    assert.equal(made, 1);
    assert.equal(count({ b: 1, a: 2 }), 'b|a');
    assert.equal(count({ a: 1 }), 'a');
    assert.equal(count({}), '');
    assert.equal(count({ a: 1, b: 2 }), 'a|b');
    assert.equal(made, 4);
  });

  it('is right for more shapes than are remembered, and for records with very many fields', () => {
    const names = byNames(held => held.join('|'));
    for (let round = 0; round < 3; round++) {
      for (let i = 0; i < 20; i++) assert.equal(names({ [`f${i}`]: 1, x: 2 }), `f${i}|x`);
    }
    const wide = Object.fromEntries(Array.from({ length: 1000 }, (_, i) => [`f${i}`, i]));
    assert.equal(names(wide), Object.keys(wide).join('|'));
  });
});
