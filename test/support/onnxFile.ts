import { fieldsOf, message } from './protobuf.ts';

/** A node of a graph: operator, its inputs and its output. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Attributes that are whole numbers. */
  readonly ints?: Readonly<Record<string, number>>;
  /** Attributes that are lists of whole numbers. */
  readonly lists?: Readonly<Record<string, readonly number[]>>;
}

/** An input or output; names in the shape are free dimensions. */
export interface OnnxValue {
  readonly name: string;
  readonly type: keyof typeof types;
  readonly shape: readonly (number | string)[];
}

/** A constant. */
export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

const types = { float: 1, int64: 7, float16: 10 } as const;
const intAttribute = 2;
const intsAttribute = 7;
const graphField = 7;
const outputField = 12;

/** What a graph, or an addition to one, holds. */
export interface OnnxGraph {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly constants: readonly OnnxConstant[];
}

/** Bytes of an ONNX file (onnx.proto3, opset 13). */
export function onnxFile(graph: OnnxGraph): Uint8Array {
  return message([1, 8], [graphField, message([2, 'tiny'], ...graphFields(graph))], [8, message([1, ''], [2, 13])]);
}

/** The ONNX file with nodes, constants and inputs added to its graph, and other outputs in place of its own. */
export function extended(file: Uint8Array, addition: OnnxGraph): Uint8Array {
  const parts: Uint8Array[] = [];
  for (const { number, whole, content } of fieldsOf(file)) {
    if (number !== graphField) {
      parts.push(whole);
      continue;
    }
    const kept = [...fieldsOf(content)].filter(field => field.number !== outputField).map(field => field.whole);
    parts.push(message([graphField, Buffer.concat([...kept, message(...graphFields(addition))])]));
  }
  return Buffer.concat(parts);
}

function graphFields({ nodes, inputs, outputs, constants }: OnnxGraph): (readonly [number, Uint8Array])[] {
  return [
    ...nodes.map(node => [1, onnxNode(node)] as const),
    ...constants.map(constant => [5, tensorMessage(constant)] as const),
    ...inputs.map(input => [11, valueMessage(input)] as const),
    ...outputs.map(output => [outputField, valueMessage(output)] as const),
  ];
}

/** Bytes of a node (NodeProto). */
export function onnxNode({ op, inputs, output, ints = {}, lists = {} }: OnnxNode): Uint8Array {
  return message(
    ...inputs.map(input => [1, input] as const),
    [2, output],
    [3, output],
    [4, op],
    ...Object.entries(ints).map(([name, value]) => [5, message([1, name], [3, value], [20, intAttribute])] as const),
    ...Object.entries(lists).map(
      ([name, values]) =>
        [5, message([1, name], ...values.map(value => [8, value] as const), [20, intsAttribute])] as const,
    ),
  );
}

function tensorMessage({ name, shape, values }: OnnxConstant): Uint8Array {
  const type = values instanceof Float32Array ? types.float : types.int64;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message(...shape.map(size => [1, size] as const), [2, type], [8, name], [9, bytes]);
}

function valueMessage({ name, type, shape }: OnnxValue): Uint8Array {
  const dims = shape.map(size => [1, message(typeof size === 'number' ? [1, size] : [2, size])] as const);
  const tensor = message([1, types[type]], [2, message(...dims)]);
  return message([1, name], [2, message([1, tensor])]);
}
