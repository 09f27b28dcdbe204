import assert from 'node:assert/strict';
import { join } from 'node:path';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import type { EncoderRecipe, RewardRecipe } from '../../../src/models/installedModel.ts';
import type { EncoderModel } from '../../../src/reward/encoder/encoder.ts';
import type { Place } from '../../../src/reward/onnx/modelRows.ts';
import type { RewardModelFiles } from '../../../src/reward/onnx/rewardTexts.ts';
import type { Opinion, RewardModel } from '../../../src/reward/rewardModel.ts';
import { type TemporaryFolder, temporaryFolder } from '../../support/temporaryFolder.ts';
import { tinyModel } from '../../support/tinyOnnx.ts';

/** What a tiny encoder is asked by. */
const encoder: EncoderRecipe = { kind: 'encoder', pooling: 'mean', prefix: '', maxLength: 64 };
/** What a tiny reward model is asked by. */
export const reward: RewardRecipe = {
  kind: 'reward',
  template: { kind: 'pair' },
  maxLength: 64,
  keep: 'start',
  objectives: [{ name: 'reward', weight: 1 }],
};
/** Words that the texts are made of. */
export const words = ['good', 'bad', 'long', 'short', 'cat', 'dog', 'the', 'answer', 'why', 'yes'];
/** Texts of several lengths, some of them equal. */
export const texts = Array.from({ length: 60 }, (_, i) =>
  Array.from({ length: 1 + ((i * 7) % 31) }, (_, j) => words[(i * i + 3 * j) % words.length]).join(' '),
);

/** Comparisons whose label is a. */
export function pairs(...sides: readonly (readonly [prompt: string, a: string, b: string])[]): Comparison[] {
  return sides.map(([prompt, a, b], row) => ({
    row,
    line: row + 1,
    key: String(row),
    prompt: [{ role: 'user', content: prompt }],
    a: { messages: [{ role: 'assistant', content: a }] },
    b: { messages: [{ role: 'assistant', content: b }] },
    label: 'a',
    annotations: [],
    positioned: false,
    fields: {},
  }));
}

/** What a member says of comparisons. */
export function opinionOf(
  member: RewardModel,
  comparisons: readonly Comparison[],
  signal?: AbortSignal,
): Promise<Opinion> {
  const folds = { count: 2, of: Uint8Array.from(comparisons, (_, i) => i % 2) };
  return member.margins({
    comparisons,
    labels: new Int8Array(comparisons.length).fill(1),
    textFolds: folds,
    pairFolds: folds,
    seed: 0,
    ...(signal ? { signal } : {}),
  });
}

/** Margins of a member that has an opinion. */
export async function marginsOf(member: RewardModel, comparisons: readonly Comparison[]): Promise<Float64Array> {
  const opinion = await opinionOf(member, comparisons);
  assert.ok(opinion.margins !== null, 'why' in opinion ? opinion.why : '');
  return opinion.margins;
}

/** Why a member has no opinion. */
export async function whyNot(
  member: RewardModel,
  comparisons = pairs(['why', 'good cat', 'bad dog']),
): Promise<string> {
  const opinion = await opinionOf(member, comparisons);
  assert.ok(opinion.margins === null, 'the member has an opinion');
  return opinion.why;
}

/** Tiny models in a folder of each test's own. */
export interface TinyModels {
  readonly folder: TemporaryFolder;
  /** The CPU, with a cache in the folder. */
  readonly place: Place;
  encoder(recipe?: Partial<EncoderRecipe>): Promise<EncoderModel>;
  reward(recipe?: Partial<RewardRecipe>, logits?: number): Promise<RewardModelFiles>;
}

/** Registers hooks of the suite around, which make the folder before each test and remove it after. */
export function useTinyModels(): TinyModels {
  let folder: TemporaryFolder;
  beforeEach(() => {
    folder = temporaryFolder();
  });
  afterEach(() => folder.remove());
  return {
    get folder() {
      return folder;
    },
    get place(): Place {
      return { device: 'cpu', cache: join(folder.path, 'cache') };
    },
    encoder: async recipe =>
      (await tinyModel(
        join(folder.path, 'model'),
        { kind: 'encoder' },
        { recipe: { ...encoder, ...recipe } },
      )) as EncoderModel,
    reward: async (recipe, logits = 1) =>
      (await tinyModel(
        join(folder.path, 'reward'),
        { kind: 'reward', logits },
        { recipe: { ...reward, ...recipe } },
      )) as RewardModelFiles,
  };
}
