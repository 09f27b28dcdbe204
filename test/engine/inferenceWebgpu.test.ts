import assert from 'node:assert/strict';
import { join } from 'node:path';
import { largestDifference, onDevice } from '../support/onDevice.ts';
import { softwareVulkan } from '../support/softwareVulkan.ts';
import { temporaryFolder } from '../support/temporaryFolder.ts';
import { tinyModel } from '../support/tinyOnnx.ts';

describe('inference on WebGPU, with a driver in software', () => {
  it('gives the vectors and margins of the CPU', async function () {
    this.timeout(300_000);
    const vulkan = await softwareVulkan();
    // No driver for this platform in the package.
    if (vulkan === null) this.skip();
    const folder = temporaryFolder();
    try {
      const models = [
        await tinyModel(
          join(folder.path, 'encoder'),
          { kind: 'encoder' },
          {
            recipe: { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 32 },
          },
        ),
        await tinyModel(
          join(folder.path, 'reward'),
          { kind: 'reward', logits: 1 },
          {
            recipe: {
              kind: 'reward',
              template: { kind: 'pair' },
              maxLength: 32,
              keep: 'start',
              objectives: [{ name: 'reward', weight: 1 }],
            },
          },
        ),
        await tinyModel(
          join(folder.path, 'pair'),
          { kind: 'ordered', logits: 2 },
          {
            recipe: {
              kind: 'pairwise',
              template: { kind: 'text', text: '{prompt} a {a} b {b}' },
              maxLength: 32,
              keep: 'start',
              logits: 2,
            },
          },
        ),
      ];
      const texts = ['good cat', 'the dog is bad', 'yes', 'no the long answer is good', 'why', 'cat cat cat'];
      const cpu = await onDevice({ device: 'cpu', models, texts });
      const gpu = await onDevice({ device: 'webgpu', models, texts }, vulkan);
      for (const [i, { id, recipe }] of models.entries()) {
        assert.equal(gpu[i]!.device, 'webgpu', `${id}: ${gpu[i]!.why}`);
        assert.ok(cpu[i]!.values.some(value => Math.abs(value) > 0.01));
        const difference = largestDifference(gpu[i]!.values, cpu[i]!.values);
        console.log(`      ${recipe.kind}: largest difference to the CPU ${difference.toExponential(1)}`);
        assert.ok(difference < 1e-4);
      }
    } finally {
      folder.remove();
    }
  });
});
