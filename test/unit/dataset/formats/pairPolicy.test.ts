import assert from 'node:assert/strict';
import fc from 'fast-check';
import { type PairPolicy, pairsOf, parsePairPolicy, policyText } from '../../../../src/dataset/pairPolicy.ts';

const levels = fc.array(fc.integer({ min: 0, max: 4 }), { maxLength: 8 });
const policies: readonly PairPolicy[] = [
  { kind: 'best-worst' },
  { kind: 'adjacent' },
  { kind: 'all' },
  { kind: 'threshold', threshold: 2 },
];

describe('the policy for pairs', () => {
  it('makes pairs of two different responses, the better one first, none twice', () => {
    fc.assert(
      fc.property(levels, fc.constantFrom(...policies), fc.boolean(), (list, policy, ties) => {
        const pairs = pairsOf(list, policy, ties);
        const seen = new Set(pairs.map(pair => pair.toSorted().join()));
        assert.equal(seen.size, pairs.length);
        for (const [better, worse] of pairs) {
          assert.notEqual(better, worse);
          assert.ok(list[better]! >= list[worse]!);
          if (!ties) assert.ok(list[better]! > list[worse]!);
          if (policy.kind === 'threshold') assert.ok(list[better]! - list[worse]! >= policy.threshold);
        }
      }),
    );
  });

  it('takes every pair under "all", one less than the responses under "adjacent", one under "best-worst"', () => {
    fc.assert(
      fc.property(levels, list => {
        const n = list.length;
        assert.equal(pairsOf(list, { kind: 'all' }, true).length, n < 2 ? 0 : (n * (n - 1)) / 2);
        assert.equal(pairsOf(list, { kind: 'adjacent' }, true).length, Math.max(0, n - 1));
        const [pair] = pairsOf(list, { kind: 'best-worst' }, true);
        if (n < 2) assert.equal(pair, undefined);
        else
          assert.deepEqual(
            pair!.map(i => list[i]),
            [Math.max(...list), Math.min(...list)],
          );
      }),
    );
  });

  it('is read as it is written, and refuses anything else', () => {
    for (const policy of policies) assert.deepEqual(parsePairPolicy(policyText(policy)), policy);
    for (const text of ['', 'best', 'all:1', 'threshold', 'threshold:0', 'threshold:-1', 'threshold:x']) {
      assert.throws(() => parsePairPolicy(text), /no policy for pairs. Write best-worst/, text);
    }
  });
});
