import type { EncoderRecipe, InstalledModel } from '../../models/installedModel.ts';
import type { MemberRun } from '../figures.ts';
import type { Output } from '../onnx/graph.ts';
import { modelRows, type Place, type RunOptions } from '../onnx/modelRows.ts';
import { OnnxError } from '../onnx/onnxError.ts';
import { rowKey } from '../onnx/rowCache.ts';
import type { TextTokenizer } from '../onnx/tokenizer.ts';

/** An installed model that is a sentence encoder. */
export type EncoderModel = InstalledModel & { readonly recipe: EncoderRecipe };

/** Whether a model is a sentence encoder. */
export function isEncoder(model: InstalledModel): model is EncoderModel {
  return model.recipe.kind === 'encoder';
}

/** Vectors of texts, each of length 1: row i of texts x width is that of text i. */
export interface Vectors {
  readonly width: number;
  readonly values: Float32Array;
  readonly run: MemberRun;
}

/** A sentence encoder. */
export class Encoder {
  constructor(
    readonly model: EncoderModel,
    private readonly place: Place,
  ) {}

  /**
   * Vectors of texts: token vectors pooled as the recipe says, divided by their length. Equal texts are run once.
   *
   * @throws OnnxError if the model can't be run, or the signal's reason
   */
  async encode(texts: readonly string[], options: RunOptions = {}): Promise<Vectors> {
    const { pooling, prefix, maxLength } = this.model.recipe;
    const keys = texts.map(text => rowKey(text));
    const wanted = texts.map((text, i) => ({
      key: keys[i]!,
      tokens: (tokenizer: TextTokenizer) => tokenizer.single(prefix + text, maxLength, 'start'),
    }));
    const pool = pooling === 'cls' ? first : mean;
    const reading = {
      wanted: { names: ['last_hidden_state', 'token_embeddings'], rank: 3 },
      row: (output: Output, row: number, length: number) => normalised(pool(output, row, length)),
    };
    const { rows, run } = await modelRows(this.model, this.place, wanted, reading, options);
    const width = rows.values().next().value?.length ?? 0;
    const values = new Float32Array(texts.length * width);
    for (const [i, key] of keys.entries()) values.set(rows.get(key)!, i * width);
    return { width, values, run };
  }
}

/** Mean of the token vectors of a row; padding is not counted. */
function mean({ data, dims }: Output, row: number, length: number): Float32Array {
  const [, width = 0, size = 0] = dims;
  const sum = new Float64Array(size);
  for (let token = 0; token < length; token++) {
    const at = (row * width + token) * size;
    for (let j = 0; j < size; j++) sum[j]! += data[at + j]!;
  }
  return Float32Array.from(sum, value => value / length);
}

/** Vector of the first token. */
function first({ data, dims }: Output, row: number): Float32Array {
  const [, width = 0, size = 0] = dims;
  return data.slice(row * width * size, row * width * size + size);
}

/** @throws OnnxError for a vector that is zero or not finite */
function normalised(vector: Float32Array): Float32Array {
  let squares = 0;
  for (const value of vector) squares += value * value;
  const length = Math.sqrt(squares);
  if (!(length > 0) || !Number.isFinite(length)) {
    throw new OnnxError(
      'The model gives vectors that are not numbers: its file is damaged, or it needs another precision.',
    );
  }
  return vector.map(value => value / length);
}
