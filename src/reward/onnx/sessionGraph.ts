import type { InferenceSession, Tensor } from 'onnxruntime-node';
import type { Graph, Output, TokenBatch } from './graph.ts';
import { halfToFloat } from './halfToFloat.ts';
import { OnnxError } from './onnxError.ts';
import type { Wanted } from './openGraph.ts';
import type { Runtime } from './runtime.ts';

const known = ['input_ids', 'attention_mask', 'token_type_ids', 'position_ids'] as const;
type InputName = (typeof known)[number];

/** A session of ONNX Runtime over a text model. */
export class SessionGraph implements Graph {
  readonly #inputs: readonly { readonly name: InputName; readonly type: 'int64' | 'int32' }[];
  readonly #output: string;
  readonly #rank: number;

  /** @throws OnnxError if the graph is not one of a text model */
  constructor(
    private readonly runtime: Runtime,
    private readonly session: InferenceSession,
    readonly provider: string,
    readonly why: string,
    wanted: Wanted,
  ) {
    this.#inputs = session.inputMetadata.map(input => {
      const name = known.find(each => each === input.name);
      if (name === undefined || !input.isTensor) {
        throw new OnnxError(
          `The graph wants the input "${input.name}", which is not known. Text models take input_ids, attention_mask, token_type_ids and position_ids; export it without cached states ("optimum-cli export onnx --task text-classification").`,
        );
      }
      if (input.type !== 'int64' && input.type !== 'int32') {
        throw new OnnxError(`The graph's input "${name}" is ${input.type}; whole numbers (int64 or int32) are needed.`);
      }
      return { name, type: input.type };
    });
    if (!session.inputNames.includes('input_ids')) {
      throw new OnnxError(
        `The graph has no input "input_ids" (it has ${listed(session.inputNames)}): it is not a text model.`,
      );
    }
    this.#output = outputOf(session, wanted);
    this.#rank = wanted.rank;
  }

  async run(batch: TokenBatch): Promise<Output> {
    const feeds: Record<string, Tensor> = {};
    for (const { name, type } of this.#inputs) {
      const values = valuesOf(name, batch);
      feeds[name] =
        type === 'int64'
          ? new this.runtime.Tensor('int64', values, [batch.rows, batch.width])
          : new this.runtime.Tensor('int32', Int32Array.from(values, Number), [batch.rows, batch.width]);
    }
    const answer = await this.session.run(feeds, [this.#output]);
    const tensor = answer[this.#output]!;
    const output = { data: floats(tensor), dims: tensor.dims };
    tensor.dispose();
    if (output.dims.length !== this.#rank || output.dims[0] !== batch.rows) {
      throw new OnnxError(
        `The graph's output "${this.#output}" has the shape [${output.dims.join(', ')}] for ${batch.rows} texts; ${this.#rank} dimensions with one row a text are needed.`,
      );
    }
    return output;
  }

  async close(): Promise<void> {
    await this.session.release();
  }
}

function valuesOf(name: InputName, batch: TokenBatch): BigInt64Array {
  switch (name) {
    case 'input_ids':
      return batch.ids;
    case 'attention_mask':
      return batch.mask;
    case 'token_type_ids':
      return batch.types;
    case 'position_ids':
      return BigInt64Array.from(batch.ids, (_, i) => BigInt(i % batch.width));
  }
}

function outputOf({ outputNames, outputMetadata }: InferenceSession, { names, rank }: Wanted): string {
  const found = names.find(name => outputNames.includes(name));
  if (found !== undefined) return found;
  const fitting = outputMetadata.filter(output => output.isTensor && output.shape.length === rank);
  if (fitting.length === 1) return fitting[0]!.name;
  throw new OnnxError(
    `The graph has no output named ${names.map(name => `"${name}"`).join(' or ')} (it has ${listed(outputNames)}). Export it for the task that the recipe is for.`,
  );
}

function listed(names: readonly string[]): string {
  return names.map(name => `"${name}"`).join(', ') || 'none';
}

function floats({ type, data }: Tensor): Float32Array {
  if (data instanceof Float32Array) return data;
  if (data instanceof Float64Array) return Float32Array.from(data);
  if (type === 'float16') {
    // Newer Nodes have an array type for it; older ones give the bits.
    return data instanceof Uint16Array ? halfToFloat(data) : Float32Array.from(data as unknown as ArrayLike<number>);
  }
  throw new OnnxError(`The graph answers ${type} instead of floats.`);
}
