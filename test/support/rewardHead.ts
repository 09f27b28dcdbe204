import type { Comparison } from '../../src/dataset/comparison.ts';
import type { RewardRecipe } from '../../src/models/installedModel.ts';
import type { EncoderModel } from '../../src/reward/encoder/encoder.ts';
import { fitPairs } from '../../src/reward/heads/bradleyTerry.ts';
import { denseDesign } from '../../src/reward/heads/design.ts';
import type { Output } from '../../src/reward/onnx/graph.ts';
import { type ModelText, modelRows, type Place } from '../../src/reward/onnx/modelRows.ts';
import { rewardText, sidesOf } from '../../src/reward/onnx/rewardTexts.ts';

/** Mean token vectors of comparisons' sides; row i holds those of side a, then of side b, `width` numbers each. */
export interface SideVectors {
  readonly width: number;
  readonly values: Float64Array;
}

/** Runs an encoder over what a reward model with this recipe reads, and takes the mean of the token vectors by hand. */
export async function sideVectors(
  encoder: EncoderModel,
  recipe: Pick<RewardRecipe, 'template' | 'maxLength' | 'keep'>,
  comparisons: readonly Comparison[],
  place: Place,
): Promise<SideVectors> {
  const make = await rewardText({ ...encoder, recipe: { ...recipe, kind: 'reward', objectives: [] } });
  return textVectors(
    encoder,
    comparisons.flatMap(comparison => sidesOf(comparison).map(([prompt, response]) => make(prompt, response))),
    place,
  );
}

/** Mean token vectors of texts, one row each. */
export async function textVectors(
  encoder: EncoderModel,
  texts: readonly ModelText[],
  place: Place,
): Promise<SideVectors> {
  const reading = {
    wanted: { names: ['last_hidden_state', 'token_embeddings'], rank: 3 },
    row({ data, dims: [, length = 0, width = 0] }: Output, row: number, tokens: number): Float32Array {
      const mean = new Float32Array(width);
      for (let j = 0; j < width; j++) {
        let sum = 0;
        for (let token = 0; token < tokens; token++) sum += data[(row * length + token) * width + j]!;
        mean[j] = sum / tokens;
      }
      return mean;
    },
  };
  const { rows } = await modelRows(encoder, place, texts, reading);
  return {
    width: rows.values().next().value?.length ?? 0,
    values: Float64Array.from(texts.flatMap(({ key }) => [...rows.get(key)!])),
  };
}

/** Weights of a Bradley-Terry head over sides' vectors. `prefers`: +1 where a is better, -1 where b is, 0 to leave out. */
export function fitHead({ width, values }: SideVectors, prefers: Int8Array): Float32Array {
  const pairs = {
    a: Int32Array.from(prefers, (_, i) => 2 * i),
    b: Int32Array.from(prefers, (_, i) => 2 * i + 1),
    labels: prefers,
  };
  const rows = Int32Array.from(prefers.keys()).filter(i => prefers[i] !== 0);
  const weights = new Float64Array(width);
  fitPairs(denseDesign(values, width), pairs, rows, new Float64Array(width).fill(1), weights);
  return Float32Array.from(weights);
}

/** Score of row `at` of the vectors by a head. */
export function scoreOf({ width, values }: SideVectors, at: number, weights: Float32Array): number {
  let sum = 0;
  for (let j = 0; j < width; j++) sum += values[at * width + j]! * weights[j]!;
  return sum;
}
