import assert from 'node:assert/strict';
import type { Comparison } from '../../../../src/dataset/comparison.ts';
import type { EnsembleResult } from '../../../../src/reward/ensembleResult.ts';
import type { Finding } from '../../../../src/reward/finding.ts';
import { hardCheck, lossToRank, referenceMargin } from '../../../../src/reward/findings/hard.ts';
import { Pace } from '../../../../src/reward/pace.ts';
import { reasonText } from '../../../../src/reward/reason.ts';
import { written } from '../comparisons.ts';

const withFields = (fields: Comparison['fields'], more: Partial<Comparison> = {}): Comparison => ({
  ...written({ a: 'One answer.', b: 'Another answer.' })[0]!,
  fields,
  ...more,
});

async function found(...comparisons: Comparison[]): Promise<Map<number, Finding>> {
  const findings = new Map<number, Finding>();
  // The check reads labels and fields alone.
  const ensemble = {} as EnsembleResult;
  await hardCheck.run(
    { comparisons, ensemble, options: {}, pace: new Pace() },
    (at, finding) => void findings.set(at, finding),
  );
  return findings;
}

describe('labels that are hard to learn', () => {
  it('are those against which the reference model stands, by the loss that DPO has to reach', async () => {
    const logps = (chosen: number, rejected: number) => ({ ref_chosen_logps: chosen, ref_rejected_logps: rejected });
    const findings = await found(
      withFields(logps(-80, -40)),
      withFields(logps(-80, -70)),
      withFields(logps(-40, -80)),
      withFields(logps(-40, -80), { label: 'b' }),
      withFields(logps(-80, -40), { label: 'tie' }),
      withFields({}),
    );
    assert.deepEqual([...findings.keys()], [0, 3]);
    const { score, reason, figures } = findings.get(0)!;
    // c = 40: -log s(4) = .0181, of log 2.
    assert.ok(Math.abs(lossToRank(40) - Math.log1p(Math.exp(-4))) < 1e-12);
    assert.equal(score, 0.97);
    assert.match(reasonText(reason), /log-probability of B is 40 higher\. .* from 0\.69 to 0\.018\./);
    // Of four labels with log-probabilities, the reference ranks one as labelled.
    assert.equal(figures['ranked as labelled in this file'], 0.25);
    assert.match(reasonText(findings.get(3)!.reason), /log-probability of A is 40 higher/);
  });

  it('start at the loss of a policy that is the reference', () => {
    assert.ok(Math.abs(lossToRank(0) - Math.LN2) < 1e-12);
  });

  it('read columns by the texts they belong to', () => {
    const sided = { ref_logps_a: -10, ref_logps_b: -30 };
    assert.equal(referenceMargin(withFields(sided)), 20);
    assert.equal(referenceMargin(withFields(sided, { turned: true })), -20);
    const named = { ref_chosen_logps: '-10', ref_rejected_logps: '-30' };
    assert.equal(referenceMargin(withFields(named, { turned: true })), 20);
    assert.ok(Number.isNaN(referenceMargin(withFields(named, { positioned: true }))));
    assert.ok(Number.isNaN(referenceMargin(withFields({ ref_chosen_logps: null, ref_rejected_logps: -3 }))));
  });
});
