import assert from 'node:assert/strict';
import { join } from 'node:path';
import { readAll } from '../../src/audit/readAll.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { Encoder, type EncoderModel, type Vectors } from '../../src/reward/encoder/encoder.ts';
import { runEnsemble } from '../../src/reward/ensemble.ts';
import { builtInMembers } from '../../src/reward/members/members.ts';
import { modelMembers } from '../../src/reward/members/modelMembers.ts';
import type { Place } from '../../src/reward/onnx/modelRows.ts';
import { largestDifference, onDevice } from '../support/onDevice.ts';
import { realModelNames, realModels } from '../support/realModels.ts';
import { softwareVulkan } from '../support/softwareVulkan.ts';
import { type TemporaryFolder, temporaryFolder } from '../support/temporaryFolder.ts';
import { unpackModel } from './unpackModel.ts';

const texts = [
  'How do I keep bread fresh for longer?',
  'Store bread in a paper bag, in a cool and dry place.',
  'What can I do so that my loaf does not go stale?',
  'The capital of France is Paris.',
  'Paris is the largest city of France.',
  `A long text. ${'It goes on about trains, timetables and the people who wait for them. '.repeat(60)}`,
];

describe('real encoders', () => {
  const from = realModels()!;
  let folder: TemporaryFolder;
  let place: Place;
  const models = new Map<string, EncoderModel | null>();

  before(() => {
    folder = temporaryFolder();
    place = { device: 'cpu', cache: null };
    const unpack = (name: string, recipe = {}): void =>
      void models.set(name, unpackModel(from, name, join(folder.path, name), recipe));
    unpack(realModelNames.miniLm);
    unpack(realModelNames.miniLmInt8);
    unpack(realModelNames.bgeInt8, { pooling: 'cls' });
    unpack(realModelNames.e5Int8, { prefix: 'passage: ' });
  });
  after(() => folder.remove());

  const cosine = ({ width, values }: Vectors, i: number, other: Vectors, j: number): number => {
    let sum = 0;
    for (let k = 0; k < width; k++) sum += values[i * width + k]! * other.values[j * width + k]!;
    return sum;
  };

  for (const name of Object.values(realModelNames)) {
    it(`${name}: finds texts of one meaning alike, and cuts those that are too long`, async function () {
      const model = models.get(name);
      if (!model) this.skip();
      const vectors = await new Encoder(model, place).encode(texts);
      assert.equal(vectors.width, 384);
      assert.equal(vectors.run.truncated, 1);
      const same = Math.min(cosine(vectors, 0, vectors, 2), cosine(vectors, 3, vectors, 4));
      const other = Math.max(cosine(vectors, 0, vectors, 3), cosine(vectors, 2, vectors, 4));
      assert.ok(same > other + 0.05, `${same.toFixed(3)} against ${other.toFixed(3)}`);
    });

    it(`${name}: gives a text the same vector in any company`, async function () {
      const model = models.get(name);
      if (!model) this.skip();
      const together = await new Encoder(model, place).encode(texts);
      const most = [];
      for (const [i, text] of texts.entries()) {
        const alone = await new Encoder(model, place).encode([text]);
        const mine = together.values.subarray(i * 384, (i + 1) * 384);
        most.push(largestDifference([...alone.values], [...mine]));
      }
      assert.ok(Math.max(...most) < 1e-5, `vectors differ by ${Math.max(...most)}`);
    });
  }

  it('in int8 give nearly the vectors of fp32', async function () {
    const [full, quantised] = [models.get(realModelNames.miniLm), models.get(realModelNames.miniLmInt8)];
    if (!full || !quantised) this.skip();
    const exact = await new Encoder(full, place).encode(texts);
    const rough = await new Encoder(quantised, place).encode(texts);
    const cosines = texts.map((_, i) => cosine(exact, i, rough, i));
    console.log(`      least cosine ${Math.min(...cosines).toFixed(4)}`);
    assert.ok(Math.min(...cosines) > 0.95);
  });

  it('give on WebGPU what they give on the CPU', async function () {
    this.timeout(600_000);
    const model = models.get(realModelNames.miniLm);
    const vulkan = await softwareVulkan();
    if (!model || vulkan === null) this.skip();
    const few = texts.slice(0, 4);
    const [cpu] = await onDevice({ device: 'cpu', models: [model], texts: few });
    const [gpu] = await onDevice({ device: 'webgpu', models: [model], texts: few }, vulkan);
    assert.equal(gpu?.device, 'webgpu', gpu?.why);
    const difference = largestDifference(gpu!.values, cpu!.values);
    console.log(`      largest difference ${difference.toExponential(1)}`);
    assert.ok(difference < 1e-4);
  });

  it('judge the samples: head and relevance say how they were run', async function () {
    this.timeout(180_000);
    const model = models.get(realModelNames.miniLmInt8);
    if (!model) this.skip();
    const dataset = await openDataset('samples/helpdesk.jsonl', { storage: folder.path });
    const rows = await readAll(dataset, () => undefined).finally(() => dataset.close());
    const comparisons = rows.flatMap(row => (row.kind === 'comparison' ? row.comparison : []));
    const members = [...builtInMembers, ...modelMembers([model], place)];
    const { members: results } = await runEnsemble(comparisons, { seed: 0, members });
    const head = results.find(({ id }) => id === model.id);
    assert.ok(head?.accuracy && head.accuracy.value > 0.55, `${head?.accuracy?.value}`);
    assert.equal(head.run?.device, 'cpu');
    assert.ok(results.find(({ id }) => id === 'relevance')?.run);
  });
});
