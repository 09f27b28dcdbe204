const sha256 = 'ab'.repeat(32);

/** An entry of the list of models. */
export const modelSeed = {
  id: 'tiny-reward',
  name: 'Tiny',
  licence: 'MIT',
  folder: 'tiny-reward',
  graph: { path: 'onnx/model.onnx', sha256, bytes: 1000 },
  tokenizer: { path: 'tokenizer.json', sha256, bytes: 10 },
  others: [{ path: 'onnx/model.onnx_data', sha256, bytes: 5 }],
  precision: 'fp32',
  recipe: {
    kind: 'reward',
    template: { kind: 'text', text: '{prompt}\n{response}' },
    maxLength: 512,
    keep: 'end',
    objectives: [{ name: 'reward', weight: 1 }],
  },
  source: 'local',
};
