import { message } from './protobuf.ts';

/** A node of a graph: operator, its inputs and its output. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly output: string;
  /** Attributes that are whole numbers. */
  readonly ints?: Readonly<Record<string, number>>;
}

/** An input or output; names in the shape are free dimensions. */
export interface OnnxValue {
  readonly name: string;
  readonly type: 'float' | 'int64';
  readonly shape: readonly (number | string)[];
}

/** A constant. */
export interface OnnxConstant {
  readonly name: string;
  readonly shape: readonly number[];
  readonly values: Float32Array | BigInt64Array;
}

const floatType = 1;
const int64Type = 7;
const intAttribute = 2;

/** Bytes of an ONNX file (onnx.proto3, opset 13). */
export function onnxFile(graph: {
  readonly nodes: readonly OnnxNode[];
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  readonly constants: readonly OnnxConstant[];
}): Uint8Array {
  const content = message(
    ...graph.nodes.map(node => [1, nodeMessage(node)] as const),
    [2, 'tiny'],
    ...graph.constants.map(constant => [5, tensorMessage(constant)] as const),
    ...graph.inputs.map(input => [11, valueMessage(input)] as const),
    ...graph.outputs.map(output => [12, valueMessage(output)] as const),
  );
  return message([1, 8], [7, content], [8, message([1, ''], [2, 13])]);
}

function nodeMessage({ op, inputs, output, ints = {} }: OnnxNode): Uint8Array {
  return message(
    ...inputs.map(input => [1, input] as const),
    [2, output],
    [3, output],
    [4, op],
    ...Object.entries(ints).map(([name, value]) => [5, message([1, name], [3, value], [20, intAttribute])] as const),
  );
}

function tensorMessage({ name, shape, values }: OnnxConstant): Uint8Array {
  const type = values instanceof Float32Array ? floatType : int64Type;
  const bytes = new Uint8Array(values.buffer, values.byteOffset, values.byteLength);
  return message(...shape.map(size => [1, size] as const), [2, type], [8, name], [9, bytes]);
}

function valueMessage({ name, type, shape }: OnnxValue): Uint8Array {
  const dims = shape.map(size => [1, message(typeof size === 'number' ? [1, size] : [2, size])] as const);
  const tensor = message([1, type === 'float' ? floatType : int64Type], [2, message(...dims)]);
  return message([1, name], [2, message([1, tensor])]);
}
