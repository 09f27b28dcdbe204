import assert from 'node:assert/strict';
import { type Decision, undecided } from '../../../src/edits/decision.ts';
import { noiseOf } from '../../../src/export/noiseOf.ts';
import { smoothingOf } from '../../../src/export/smoothing.ts';
import { auditOf, knownRate, unknownRate } from './audits.ts';
import { comparisonOf } from './comparisons.ts';

const all = Array.from({ length: 10 }, (_, row) => comparisonOf(row, `Q${row}`, ['A', 'B']));
const said = ({ row }: { readonly row: number }) => ({
  pWrong: row / 20,
  pWrongRange: [row / 40, row / 10] as const,
});
const settled: Decision = { ...undecided, verdict: 'a', given: 'seen' };

describe('label noise of what remains', () => {
  it('is the mean of p_wrong, with its bounds', () => {
    const noise = noiseOf(all.slice(2, 6), new Map(), auditOf(all, knownRate, said));
    assert.ok(noise.known);
    const near = (x: number, y: number): void => assert.ok(Math.abs(x - y) < 1e-12, `${x} ${y}`);
    near(noise.rate, (2 + 3 + 4 + 5) / 20 / 4);
    near(noise.low, (2 + 3 + 4 + 5) / 40 / 4);
    near(noise.high, (2 + 3 + 4 + 5) / 10 / 4);
    assert.deepEqual([noise.judged, noise.settled, noise.unjudged], [4, 0, 0]);
    assert.deepEqual(smoothingOf(noise).kind, 'set');
    assert.match(smoothingOf(noise).basis, /About 17\.5 % \(8\.8 % to 35\.0 %\) of the 4 labels/);
  });

  it('counts what a verdict has settled as right, and leaves out what nobody judged and what has no label', () => {
    const none = { pWrong: null, pWrongRange: null };
    const audit = auditOf(all, knownRate, one => (one.row === 3 ? none : said(one)));
    const tie = { ...all[4]!, label: 'tie' as const };
    const noise = noiseOf([all[1]!, all[2]!, all[3]!, tie], new Map([[2, settled]]), audit);
    assert.ok(noise.known);
    assert.deepEqual([noise.judged, noise.settled, noise.unjudged], [1, 1, 1]);
    assert.equal(noise.rate, 1 / 20 / 2);
  });

  it('is not known without an audit, without a flip rate, or where nothing was judged; then no value is given', () => {
    const unaudited = noiseOf(all, new Map(), null);
    assert.deepEqual(unaudited, { known: false, why: 'The labels were not audited.', range: null });
    const bounded = noiseOf(all, new Map(), auditOf(all, unknownRate, said));
    assert.ok(!bounded.known && bounded.range !== null);
    assert.ok(Math.abs(bounded.range.high - 0.45) < 1e-12);
    assert.match(smoothingOf(bounded).basis, /between 11\.3 % and 45\.0 %\. Check 30/);
    const unjudged = noiseOf(
      all,
      new Map(),
      auditOf(all, knownRate, () => ({})),
    );
    assert.equal(unjudged.known, false);
    for (const noise of [unaudited, bounded, unjudged]) assert.equal(smoothingOf(noise).kind, 'unknown');
  });

  it('needs no smoothing where it rounds to nothing, and is never set above what rDPO can bear', () => {
    const at = (pWrong: number) =>
      smoothingOf(
        noiseOf(
          all,
          new Map(),
          auditOf(all, knownRate, () => ({ pWrong, pWrongRange: [0, 1] })),
        ),
      );
    assert.equal(at(0.004).kind, 'none-needed');
    assert.deepEqual({ ...at(0.49), basis: '' }, { kind: 'set', rate: '0.45', basis: '' });
  });
});
