import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';
import type { PrinciplesResult } from '../../src/principles/principlesResult.ts';
import { runPrinciples } from '../../src/principles/runPrinciples.ts';
import { sharedData } from '../support/sharedData.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';

describe('principles of real labels', function () {
  this.timeout(120_000);
  const folder = sharedData();
  let storage: TemporaryFolder;

  before(function () {
    // Set PAIRLENS_SHARED_DATA to the folder with the real files to run these.
    if (folder === null) this.skip();
    storage = temporaryFolder();
  });
  after(() => storage?.remove());

  async function comparisonsOf(file: string): Promise<Comparison[]> {
    const dataset = await openDataset(join(folder!, file), { storage: storage.path });
    await dataset.ready;
    const rows = await dataset.read(0, dataset.rowCount);
    await dataset.close();
    return rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
  }

  const report = (name: string, { reconstruction, principles }: PrinciplesResult): void => {
    const rules = principles.filter(({ place }) => place !== null).map(({ short }) => short);
    const { value, low, high } = reconstruction!.constitution;
    const figures = [value, low, high].map(share => share.toFixed(3));
    console.log(`      ${name}: ${figures[0]} (${figures[1]} to ${figures[2]}) by ${rules.join('; ')}`);
  };

  it('reconstruct helpfulness labels better than length does', async () => {
    const result = await runPrinciples(await comparisonsOf('hh-helpful-base.test.jsonl.gz'), { seed: 1 });
    report('helpful-base', result);
    assert.ok(result.reconstruction!.constitution.value > result.reconstruction!.longerWins.value);
    assert.ok(result.reconstruction!.constitution.low > 0.55);
  });

  it('find other principles behind harmlessness labels than behind helpfulness labels', async () => {
    const result = await runPrinciples(await comparisonsOf('hh-harmless-base.test.jsonl.gz'), { seed: 1 });
    report('harmless-base', result);
    const strength = new Map(result.principles.map(principle => [principle.id, principle]));
    assert.ok(strength.get('shorter')!.low > 0.5);
    assert.ok(strength.get('apologises')!.low > 0.5);
    assert.ok(strength.get('refuses')!.low > 0.5);
    assert.ok(result.reconstruction!.constitution.low > 0.5);
  });

  for (const name of ['orthogonal_adcbg', 'aligned_vqvtb', 'mixed_vqvtb_adcbg']) {
    it(`are reported for the synthetic labels ${name}`, async () => {
      const comparisons = await comparisonsOf(`icai/synthetic_data_${name}.csv`);
      const result = await runPrinciples(comparisons, { seed: 1, most: 5 });
      report(name, result);
      // Most of their principles are about content (facts, places), which no measured principle reaches.
      assert.equal(result.reconstruction!.n, comparisons.length);
      assert.equal(result.reconstruction!.groupedBy, 'pair');
    });
  }
});
