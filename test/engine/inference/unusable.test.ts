import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { appendFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { InstalledModel, ModelFile } from '../../../src/models/installedModel.ts';
import { modelMembers } from '../../../src/reward/members/modelMembers.ts';
import type { RewardModel } from '../../../src/reward/rewardModel.ts';
import { tinyModel } from '../../support/tinyOnnx.ts';
import { reward, useTinyModels, whyNot } from './tinyModels.ts';

/** A file of a model that was added as it is, but is not what it should be. */
function written(folder: string, path: string, content: string): ModelFile {
  writeFileSync(join(folder, path), content);
  return { path, bytes: content.length, sha256: createHash('sha256').update(content).digest('hex') };
}

describe('a model that cannot be run costs its own voice only, with a reason', () => {
  const tiny = useTinyModels();

  const member = async (model: InstalledModel): Promise<RewardModel> => {
    const [first] = modelMembers([model], tiny.place);
    return first!;
  };

  it('because its file changed', async () => {
    const model = await tiny.reward();
    appendFileSync(join(model.folder, 'model.onnx'), 'x');
    assert.match(await whyNot(await member(model)), /not the one that was added/);
  });

  it('because a file is missing', async () => {
    const model = await tiny.reward();
    assert.match(await whyNot(await member({ ...model, graph: { ...model.graph, path: 'gone.onnx' } })), /is missing/);
  });

  it('because its file is no graph', async () => {
    const model = await tiny.reward();
    const graph = written(model.folder, 'model.onnx', 'this is not a graph');
    assert.match(
      await whyNot(await member({ ...model, graph })),
      /no device runs the graph \(CPU: .*Protobuf parsing failed/,
    );
  });

  it('because its tokenizer is none', async () => {
    const model = await tiny.reward();
    const tokenizer = written(model.folder, 'tokenizer.json', '{}');
    assert.match(await whyNot(await member({ ...model, tokenizer })), /tokenizer\.json can't be used/);
  });

  it('because it wants inputs that no text has', async () => {
    const model = await tinyModel(
      join(tiny.folder.path, 'wrong'),
      { kind: 'wrong', what: 'input' },
      { recipe: reward },
    );
    assert.match(await whyNot(await member(model)), /"pixel_values", which is not known/);
  });

  it('because it has no such output', async () => {
    const model = await tinyModel(
      join(tiny.folder.path, 'wrong'),
      { kind: 'wrong', what: 'output' },
      { recipe: reward },
    );
    assert.match(await whyNot(await member(model)), /no output named "logits" \(it has "pixels", "sounds"\)/);
  });

  it('because its output has another shape', async () => {
    const model = await tinyModel(
      join(tiny.folder.path, 'wrong'),
      { kind: 'wrong', what: 'shape' },
      { recipe: reward },
    );
    assert.match(await whyNot(await member(model)), /shape \[\d+, 1, 8\].*2 dimensions/);
  });

  it('because it gives another number of logits', async () => {
    const model = await tiny.reward({}, 3);
    assert.match(await whyNot(await member(model)), /3 logits a text, and the recipe says 1/);
  });
});
