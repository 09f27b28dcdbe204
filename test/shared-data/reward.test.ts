import assert from 'node:assert/strict';
import { auditFlags, measure } from '../../bench/noise/measure.ts';
import { flipped, type NoisySet } from '../../bench/noise/noisySet.ts';
import { hhSet, pandaSet } from '../../bench/noise/sets.ts';
import { runEnsemble } from '../../src/reward/ensemble.ts';
import { findAll } from '../../src/reward/findings/findAll.ts';
import { Random } from '../../src/reward/random.ts';
import { sharedData } from '../support/sharedData.ts';

const folder = sharedData();

/** AUROC of the wrong labels for one seed, one partition into folds. */
async function auroc(set: NoisySet, seed: number): Promise<number> {
  const noisy = set.noisy(seed);
  const { p } = await runEnsemble(set.comparisons, { seed, seeds: 1, labels: noisy.labels });
  return measure(set, noisy, { p, flags: auditFlags(p) }).auroc!;
}

describe('the ensemble on real preference data', function () {
  this.timeout(600_000);
  before(function () {
    if (folder === null) this.skip();
  });

  it('finds flips in PandaLM far better than chance, where responses and models recur', async () => {
    assert.ok((await auroc(pandaSet(folder!), 0)) >= 0.79);
  });

  it('finds flips in HH helpful-base, states p truly, and calls weak evidence suspect', async () => {
    const set = hhSet(folder!, 'hh-helpful-base');
    const { labels, truth } = set.noisy(0);
    const result = await runEnsemble(set.comparisons, { seed: 0, seeds: 1, labels });
    assert.ok(measure(set, { labels, truth }, { p: result.p, flags: auditFlags(result.p) }).auroc! >= 0.66);
    assert.ok(result.calibration!.eceAfter <= 0.04);
    assert.equal(result.flipRate.known, false);
    const kinds = new Set((await findAll(set.comparisons, result)).flat().map(finding => finding.kind));
    assert.ok(kinds.has('suspect') && !kinds.has('mislabeled'));
  });

  it('says nothing better than chance of labels that were drawn at random', async () => {
    const set = pandaSet(folder!);
    const random = new Random(3);
    const labels = Int8Array.from(set.comparisons, () => (random.next() < 0.5 ? 1 : -1));
    const { members } = await runEnsemble(set.comparisons, { seed: 0, seeds: 1, labels });
    for (const { id, auroc: found } of members) {
      if (found) assert.ok(Math.abs(found.value - 0.5) < 0.08, `${id}: ${found.value}`);
    }
  });

  it('bounds the flip rate that was put in where it cannot know it', async () => {
    const set = hhSet(folder!, 'hh-harmless-base');
    const labels = flipped(set.clean!, 0.2, new Random(1));
    const { flipRate } = await runEnsemble(set.comparisons, { seed: 0, seeds: 1, labels });
    assert.ok(!flipRate.known && flipRate.upper >= 0.2, JSON.stringify(flipRate));
  });
});
