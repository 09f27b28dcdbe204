import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import { openDataset } from '../../../src/dataset/openDataset.ts';
import type { PrinciplesResult } from '../../../src/principles/principlesResult.ts';
import { runPrinciples } from '../../../src/principles/runPrinciples.ts';
import { temporaryFolder } from '../../support/temporaryFolder.ts';

describe('principles of the samples', () => {
  let result: PrinciplesResult;

  before(async () => {
    const storage = temporaryFolder();
    const dataset = await openDataset(fileURLToPath(new URL('../../../samples/helpdesk.jsonl', import.meta.url)), {
      storage: storage.path,
    });
    await dataset.ready;
    const rows = await dataset.read(0, dataset.rowCount);
    await dataset.close();
    storage.remove();
    const comparisons = rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
    result = await runPrinciples(comparisons, { seed: 1 });
  });

  // samples/README.md states the constitution behind the labels; these are its rules as far as they can be measured.
  const planted = ['no-preamble', 'numbered-steps', 'figures', 'warns', 'no-hedging', 'no-closing-offer'];
  for (const id of planted) {
    it(`follow the planted rule: ${id}`, () => {
      const { low, short } = result.principles.find(principle => principle.id === id)!;
      assert.ok(low > 0.5, `${short}: ${low}`);
    });
  }

  it('are reconstructed far better than by length, which is not among the rules', () => {
    const { constitution, longerWins } = result.reconstruction!;
    assert.ok(constitution.low > longerWins.high);
    for (const id of ['longer', 'shorter']) {
      assert.ok(Math.abs(result.principles.find(principle => principle.id === id)!.kappa) < 0.2, id);
    }
  });
});
