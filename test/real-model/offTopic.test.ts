import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readAll } from '../../src/audit/readAll.ts';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { DatasetVectors } from '../../src/reward/encoder/datasetVectors.ts';
import { Encoder } from '../../src/reward/encoder/encoder.ts';
import { runEnsemble } from '../../src/reward/ensemble.ts';
import { findAll } from '../../src/reward/findings/findAll.ts';
import { relevanceMember } from '../../src/reward/members/relevanceMember.ts';
import { realModelNames, realModels } from '../support/realModels.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { unpackModel } from './unpackModel.ts';

describe('off-topic by a real encoder', function () {
  this.timeout(180_000);
  let folder: TemporaryFolder;
  before(() => {
    folder = temporaryFolder();
  });
  after(() => folder.remove());

  it('finds responses that were swapped between prompts, and little else', async function () {
    const model = unpackModel(realModels()!, realModelNames.miniLmInt8, join(folder.path, 'model'));
    if (model === null) return this.skip();
    const encoder = new Encoder(model, { device: 'cpu', cache: join(folder.path, 'vectors') });
    const dataset = await openDataset('samples/helpdesk.jsonl', { storage: folder.path });
    const rows = await readAll(dataset, () => undefined).finally(() => dataset.close());
    const samples = rows.flatMap(row => (row.kind === 'comparison' ? row.comparison : []));

    const before = await judge(samples, encoder);
    // Every tenth row gets the response of a row half the file away.
    const swapped = samples.flatMap((_, i) => (i % 10 === 4 ? i : []));
    const changed = samples.map((c, i) =>
      i % 10 === 4 ? { ...c, b: samples[(i + Math.floor(samples.length / 2)) % samples.length]!.b } : c,
    );
    const after = await judge(changed, encoder);

    const far = swapped.map(i => after.nearer(i));
    const others = samples.flatMap((_, i) => (i % 10 === 4 ? [] : after.nearer(i)));
    const wins = far.reduce((sum, x) => sum + others.reduce((n, y) => n + (x > y ? 1 : x === y ? 0.5 : 0), 0), 0);
    const auroc = wins / far.length / others.length;
    const found = swapped.filter(i => after.flagged.has(i) && !before.flagged.has(i));
    const falsely = [...after.flagged].filter(i => !swapped.includes(i) && !before.flagged.has(i));
    console.log(
      `      AUROC ${auroc.toFixed(3)}; ${found.length} of ${swapped.length} found, ${falsely.length} falsely; ${before.flagged.size} before`,
    );
    assert.deepEqual(
      [...before.flagged].map(i => samples[i]!.line),
      [97, 98],
      'those of the samples whose README says so',
    );
    assert.ok(auroc > 0.97);
    assert.ok(found.length >= swapped.length / 3);
    assert.ok(falsely.length <= 2);
  });

  /** Which rows are off-topic, and how far the response b of a row is from its prompt. */
  async function judge(
    comparisons: readonly Comparison[],
    encoder: Encoder,
  ): Promise<{ readonly flagged: ReadonlySet<number>; readonly nearer: (row: number) => number }> {
    const members = [relevanceMember(new DatasetVectors(encoder))];
    const ensemble = await runEnsemble(comparisons, { seed: 0, seeds: 1, members });
    const { topicality, prepared } = ensemble;
    assert.ok(topicality, ensemble.members[0]!.why);
    const found = await findAll(comparisons, ensemble);
    return {
      flagged: new Set(found.flatMap((all, i) => (all.some(({ kind }) => kind === 'off-topic') ? [i] : []))),
      nearer: row => topicality.nearer[prepared.items.b[row]!]!,
    };
  }
});
