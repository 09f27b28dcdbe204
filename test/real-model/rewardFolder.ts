import assert from 'node:assert/strict';
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { addModel } from '../../src/models/addModel.ts';
import type { InstalledModel, PairwiseRecipe, RewardRecipe } from '../../src/models/installedModel.ts';
import { networkOf } from '../../src/models/network.ts';
import { inspectOnnx } from '../../src/models/onnx/checkOnnx.ts';
import type { EncoderModel } from '../../src/reward/encoder/encoder.ts';
import { withHalfWeights } from '../support/halfWeights.ts';
import { rewardGraph } from '../support/rewardGraph.ts';

/** Writes a reward model as a folder that a user may have: the encoder with a head for each logit, and its tokenizer. */
export async function rewardFolder(
  target: string,
  base: EncoderModel,
  heads: readonly Float32Array[],
  precision: 'fp32' | 'fp16' = 'fp32',
): Promise<string> {
  mkdirSync(target);
  const graph = join(base.folder, base.graph.path);
  const { facts } = await inspectOnnx(graph);
  const tokens = facts.outputs.find(({ shape }) => shape?.length === 3);
  assert.ok(tokens, 'the encoder has token vectors');
  const [width, logits] = [heads[0]!.length, heads.length];
  const weights = Float32Array.from({ length: width * logits }, (_, i) => heads[i % logits]![Math.floor(i / logits)]!);
  const type = precision === 'fp16' ? 'float16' : 'float';
  const file = rewardGraph(readFileSync(graph), tokens.name, { width, logits, weights, type });
  writeFileSync(join(target, 'model.onnx'), precision === 'fp16' ? withHalfWeights(file) : file);
  copyFileSync(join(base.folder, base.tokenizer.path), join(target, 'tokenizer.json'));
  return target;
}

/** Adds such a folder to a models folder, described by a recipe. */
export async function addReward<R extends RewardRecipe | PairwiseRecipe>(
  source: string,
  models: string,
  recipe: R,
): Promise<InstalledModel & { readonly recipe: R }> {
  const { kind, template, maxLength, keep } = recipe;
  const objectives = recipe.kind === 'reward' && recipe.objectives.length > 1 ? { objectives: recipe.objectives } : {};
  const { model } = await addModel({
    wanted: { kind: 'folder', path: source },
    folder: models,
    network: networkOf({ PAIRLENS_OFFLINE: '1' }),
    choices: { kind, template, maxLength, keep, ...objectives },
    signal: new AbortController().signal,
    onProgress: () => undefined,
  });
  assert.equal(model.recipe.kind, kind);
  return { ...model, recipe };
}
