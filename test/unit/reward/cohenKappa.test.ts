import assert from 'node:assert/strict';
import { cohenKappa } from '../../../src/reward/cohenKappa.ts';

/** Pairs of verdicts from a table of counts. */
function pairs(table: readonly (readonly [string, string, number])[]): [string, string][] {
  return table.flatMap(([x, y, n]) => Array.from({ length: n }, (): [string, string] => [x, y]));
}

describe('agreement of two reviewers', () => {
  it('is kappa with its standard error, by hand', () => {
    // po = .7, pe = .5 * .6 + .5 * .4 = .5, so kappa = .4.
    const found = cohenKappa(
      pairs([
        ['a', 'a', 20],
        ['a', 'b', 5],
        ['b', 'a', 10],
        ['b', 'b', 15],
      ]),
    )!;
    assert.equal(found.raw.value, 0.7);
    assert.ok(Math.abs(found.kappa!.value - 0.4) < 1e-12);
    // Fleiss, Cohen and Everitt: (.4 (1 - 1.1 * .6)^2 + .3 (1 - .9 * .6)^2
    // + .36 (.1 (.6 + .5)^2 + .2 (.4 + .5)^2) - (.4 - .5 * .6)^2) / (50 * .25)
    const diagonal = 0.4 * (1 - 1.1 * 0.6) ** 2 + 0.3 * (1 - 0.9 * 0.6) ** 2;
    const rest = 0.36 * (0.1 * (0.6 + 0.5) ** 2 + 0.2 * (0.4 + 0.5) ** 2);
    const error = Math.sqrt((diagonal + rest - (0.4 - 0.5 * 0.6) ** 2) / (50 * 0.25));
    assert.ok(Math.abs(found.kappa!.high - found.kappa!.low - 2 * 1.96 * error) < 1e-9);
  });

  it('is 1 for full agreement, and then not certain; 0 by chance; unknown where all verdicts are alike', () => {
    const full = cohenKappa(
      pairs([
        ['a', 'a', 6],
        ['b', 'b', 4],
      ]),
    )!;
    assert.equal(full.kappa!.value, 1);
    assert.ok(full.kappa!.low > 0 && full.kappa!.low < 0.6);
    const chance = cohenKappa(
      pairs([
        ['a', 'a', 25],
        ['a', 'b', 25],
        ['b', 'a', 25],
        ['b', 'b', 25],
      ]),
    )!;
    assert.ok(Math.abs(chance.kappa!.value) < 1e-12 && chance.kappa!.low < 0 && chance.kappa!.high > 0);
    assert.equal(cohenKappa(pairs([['a', 'a', 9]]))!.kappa, null);
    assert.equal(cohenKappa([]), null);
  });

  it('is below 0 for reviewers who contradict one another', () => {
    const found = cohenKappa(
      pairs([
        ['a', 'b', 5],
        ['b', 'a', 5],
      ]),
    )!;
    assert.equal(found.kappa!.value, -1);
    assert.equal(found.raw.value, 0);
  });
});
