import assert from 'node:assert/strict';
import { auditDataset } from '../../../src/audit/auditDataset.ts';
import { worstOff } from '../../../src/reward/populations/populationsFigures.ts';
import { plantedCrowd } from '../reward/populations/plantedCrowd.ts';
import { withoutTrees } from './withoutTrees.ts';

describe('an audit of annotators with two wishes', () => {
  it('calls what one population would label so contested, not mislabeled, and names the principles of each', async () => {
    const comparisons = plantedCrowd(
      [
        { prefix: 'lists', people: 40, wants: 'list', follows: 0.95 },
        { prefix: 'prose', people: 10, wants: 'prose', follows: 0.95 },
      ],
      { units: 900, votesEach: 'one a pair', seed: 1 },
    );
    const rows = comparisons.map(c => ({ kind: 'comparison' as const, row: c.row, line: c.line, comparison: c }));
    const { figures, rows: audited } = await auditDataset(rows, {
      file: 'crowd.jsonl',
      format: 'planted',
      seed: 0,
      models: withoutTrees,
    });
    const populations = figures.annotation!.populations;
    assert.ok(populations.known);
    assert.equal(populations.populations.length, 2);
    const [lists, prose] = populations.populations;
    assert.ok(
      lists!.principles.some(({ short }) => /list/.test(short)),
      JSON.stringify(lists!.principles),
    );
    for (const { here, elsewhere, q } of prose!.principles) {
      assert.ok(q <= 0.05 && Math.abs(here.value - elsewhere.value) >= 0.05);
    }
    const worst = worstOff(populations.populations);
    assert.ok(worst.own > worst.single + 0.3, JSON.stringify(worst));
    let [minority, contested, mislabeled] = [0, 0, 0];
    for (const [i, { annotations }] of comparisons.entries()) {
      if (annotations.length !== 1 || !annotations[0]!.annotator.startsWith('prose')) continue;
      minority++;
      const kinds = audited.at(i)!.findings.map(({ kind }) => kind);
      if (kinds.includes('contested')) contested++;
      if (kinds.includes('mislabeled') || kinds.includes('suspect')) mislabeled++;
      assert.ok(!(kinds.includes('contested') && kinds.includes('mislabeled')));
    }
    assert.ok(minority > 80, String(minority));
    assert.ok(contested > 0.85 * minority, `${contested} of ${minority}`);
    assert.ok(mislabeled < 0.1 * minority, `${mislabeled} of ${minority}`);
    const { reason } = audited.flatMap(({ findings }) => findings).find(({ kind }) => kind === 'contested')!;
    assert.match(String(reason[0]), /Populations of annotators disagree: population \d would prefer/);
  }).timeout(60_000);
});
