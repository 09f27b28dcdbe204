import { extended, type OnnxConstant, type OnnxNode } from './onnxFile.ts';

/** A linear head over the mean token vector: width x logits weights, row by row. */
export interface RewardHead {
  readonly width: number;
  readonly logits: number;
  readonly weights: Float32Array;
  /** What its logits are (default: floats of 32 bits). */
  readonly type?: 'float' | 'float16';
}

/**
 * A sentence encoder's graph made into a reward model's, as an export for sequence classification looks: its one output is
 * `logits` [batch, logits] = (mean of the token vectors where the mask is 1) weights.
 *
 * @param file - bytes of the encoder's `.onnx` file, of opset 17 or lower (ReduceL1 with its axes as attribute)
 * @param vectors - name of the output that holds its token vectors, [batch, length, width]
 */
export function rewardGraph(
  file: Uint8Array,
  vectors: string,
  { width, logits, weights, type = 'float' }: RewardHead,
): Uint8Array {
  const shape = (name: string, ...sizes: number[]): OnnxConstant => ({
    name,
    shape: [sizes.length],
    values: BigInt64Array.from(sizes, BigInt),
  });
  const nodes: OnnxNode[] = [
    { op: 'Cast', inputs: ['attention_mask'], output: 'reward_mask', ints: { to: 1 } },
    // 0 keeps the batch's size; the mask becomes a row, so that multiplying sums the token vectors that it marks.
    { op: 'Reshape', inputs: ['reward_mask', 'reward_row'], output: 'reward_mask_row' },
    { op: 'MatMul', inputs: ['reward_mask_row', vectors], output: 'reward_sum' },
    {
      op: 'ReduceL1',
      inputs: ['reward_mask_row'],
      output: 'reward_count',
      ints: { keepdims: 1 },
      lists: { axes: [2] },
    },
    { op: 'Div', inputs: ['reward_sum', 'reward_count'], output: 'reward_mean' },
    { op: 'MatMul', inputs: ['reward_mean', 'reward_weights'], output: 'reward_cube' },
    { op: 'Reshape', inputs: ['reward_cube', 'reward_flat'], output: 'reward_logits' },
    { op: 'Cast', inputs: ['reward_logits'], output: 'logits', ints: { to: type === 'float' ? 1 : 10 } },
  ];
  return extended(file, {
    nodes,
    inputs: [],
    outputs: [{ name: 'logits', type, shape: ['batch', logits] }],
    constants: [
      shape('reward_row', 0, 1, -1),
      shape('reward_flat', -1, logits),
      { name: 'reward_weights', shape: [width, logits], values: weights },
    ],
  });
}
