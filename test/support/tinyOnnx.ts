import { createHash } from 'node:crypto';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { InstalledModel, ModelFile, Precision, Recipe } from '../../src/models/installedModel.ts';
import { Random } from '../../src/reward/random.ts';
import { type OnnxConstant, type OnnxNode, type OnnxValue, onnxFile } from './onnxFile.ts';
import { tinyTokenizer, tinyVocabulary } from './tinyTokenizer.ts';

/** Length of a vector of the tiny encoder. */
export const tinySize = 8;

/** What a tiny graph computes of its tokens. */
export type TinyGraph =
  /** A vector per token, which depends on its text as a whole. */
  | { readonly kind: 'encoder' }
  /** Logits of the mean token vector. */
  | { readonly kind: 'reward'; readonly logits: number }
  /** Logits of the token vectors weighted by their positions, so that order counts. */
  | { readonly kind: 'ordered'; readonly logits: number }
  /** An output that no text model has. */
  | { readonly kind: 'wrong'; readonly what: 'input' | 'output' | 'shape' };

/** How the tiny model is to be described. */
export interface TinyOptions {
  readonly id?: string;
  readonly precision?: Precision;
  readonly recipe: Recipe;
}

/** Writes a graph of random but fixed weights, and a tokenizer that truncates and pads to 6, as files of real models do. */
export async function tinyModel(folder: string, graph: TinyGraph, options: TinyOptions): Promise<InstalledModel> {
  await mkdir(folder, { recursive: true });
  return {
    id: options.id ?? 'tiny',
    name: options.id ?? 'Tiny model',
    licence: 'MIT',
    folder,
    graph: await write(folder, 'model.onnx', tinyGraph(graph)),
    tokenizer: await write(folder, 'tokenizer.json', Buffer.from(JSON.stringify(tinyTokenizer()))),
    others: [],
    precision: options.precision ?? 'fp32',
    recipe: options.recipe,
    source: 'test',
  };
}

async function write(folder: string, path: string, bytes: Uint8Array): Promise<ModelFile> {
  await writeFile(join(folder, path), bytes);
  return { path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex') };
}

function tinyGraph(graph: TinyGraph): Uint8Array {
  const random = new Random(7);
  const weights = (...shape: number[]): Float32Array =>
    Float32Array.from({ length: shape.reduce((n, size) => n * size, 1) }, () => random.below(2001) / 1000 - 1);
  const axis = (name: string, value: number): OnnxConstant => ({
    name,
    shape: [1],
    values: BigInt64Array.of(BigInt(value)),
  });
  const tokens: OnnxValue = { name: 'input_ids', type: 'int64', shape: ['batch', 'length'] };
  const mask: OnnxValue = { ...tokens, name: 'attention_mask' };
  const table: OnnxConstant = {
    name: 'table',
    shape: [tinyVocabulary.length, tinySize],
    values: weights(tinyVocabulary.length, tinySize),
  };
  const constants = [table, axis('one', 1), axis('two', 2)];
  // Mean of the token vectors where the mask is 1, as batch x 1 x size.
  const nodes: OnnxNode[] = [
    { op: 'Gather', inputs: ['table', 'input_ids'], output: 'vectors' },
    { op: 'Cast', inputs: ['attention_mask'], output: 'mask_floats', ints: { to: 1 } },
    { op: 'Unsqueeze', inputs: ['mask_floats', 'two'], output: 'mask_cube' },
    { op: 'Mul', inputs: ['vectors', 'mask_cube'], output: 'masked' },
    { op: 'ReduceSum', inputs: ['masked', 'one'], output: 'sum', ints: { keepdims: 1 } },
    { op: 'ReduceSum', inputs: ['mask_cube', 'one'], output: 'count', ints: { keepdims: 1 } },
    { op: 'Div', inputs: ['sum', 'count'], output: 'mean' },
  ];
  const hidden = [{ name: 'last_hidden_state', type: 'float', shape: ['batch', 'length', tinySize] }] as const;
  const contextual: OnnxNode[] = [
    { op: 'Add', inputs: ['vectors', 'mean'], output: 'added' },
    { op: 'Tanh', inputs: ['added'], output: 'last_hidden_state' },
  ];
  if (graph.kind === 'encoder') {
    return onnxFile({ nodes: [...nodes, ...contextual], inputs: [tokens, mask], outputs: hidden, constants });
  }
  if (graph.kind === 'wrong') {
    const renamed: Record<typeof graph.what, OnnxNode[]> = {
      input: [...nodes, ...contextual],
      output: [
        ...nodes,
        { op: 'Tanh', inputs: ['mean'], output: 'pixels' },
        { op: 'Tanh', inputs: ['sum'], output: 'sounds' },
      ],
      shape: [
        ...nodes,
        { op: 'Tanh', inputs: ['mean'], output: 'last_hidden_state' },
        { op: 'Tanh', inputs: ['mean'], output: 'logits' },
      ],
    };
    const cube = (name: string): OnnxValue => ({ name, type: 'float', shape: ['batch', 1, tinySize] });
    return onnxFile({
      nodes: renamed[graph.what],
      inputs: graph.what === 'input' ? [tokens, mask, { ...mask, name: 'pixel_values' }] : [tokens, mask],
      outputs:
        graph.what === 'input'
          ? hidden
          : graph.what === 'output'
            ? [cube('pixels'), cube('sounds')]
            : [{ name: 'last_hidden_state', type: 'float', shape: ['batch', 'any', tinySize] }, cube('logits')],
      constants,
    });
  }
  const { logits } = graph;
  const head: OnnxConstant = { name: 'head', shape: [tinySize, logits], values: weights(tinySize, logits) };
  const outputs: OnnxValue[] = [{ name: 'logits', type: 'float', shape: ['batch', logits] }];
  if (graph.kind === 'reward') {
    const top: OnnxNode[] = [
      { op: 'Squeeze', inputs: ['mean', 'one'], output: 'pooled' },
      { op: 'MatMul', inputs: ['pooled', 'head'], output: 'logits' },
    ];
    return onnxFile({ nodes: [...nodes, ...top], inputs: [tokens, mask], outputs, constants: [...constants, head] });
  }
  const ordered: OnnxNode[] = [
    { op: 'Cast', inputs: ['position_ids'], output: 'positions', ints: { to: 1 } },
    { op: 'Unsqueeze', inputs: ['positions', 'two'], output: 'position_cube' },
    { op: 'Mul', inputs: ['masked', 'position_cube'], output: 'placed' },
    { op: 'ReduceSum', inputs: ['placed', 'one'], output: 'pooled', ints: { keepdims: 0 } },
    { op: 'MatMul', inputs: ['pooled', 'head'], output: 'logits' },
  ];
  const inputs = [tokens, mask, { ...tokens, name: 'position_ids' }];
  return onnxFile({ nodes: [...nodes, ...ordered], inputs, outputs, constants: [...constants, head] });
}
