// Runs models over texts on a device and prints what came of it. Input on stdin: `DeviceRun` as JSON.
import { text } from 'node:stream/consumers';
import type { Comparison } from '../../src/dataset/comparison.ts';
import type { InstalledModel } from '../../src/models/installedModel.ts';
import { Encoder, isEncoder } from '../../src/reward/encoder/encoder.ts';
import { modelMembers } from '../../src/reward/members/modelMembers.ts';
import type { Device } from '../../src/reward/onnx/device.ts';

/** What is to be run: encoders over all texts, reward models over each text against the next. */
export interface DeviceRun {
  readonly device: Device;
  readonly models: readonly InstalledModel[];
  readonly texts: readonly string[];
}

/** What one model gave: vectors or margins, and the device that it got. */
export interface DeviceResult {
  readonly device: string;
  readonly why: string;
  readonly values: readonly number[];
}

const { device, models, texts } = JSON.parse(await text(process.stdin)) as DeviceRun;
const place = { device, cache: null };
const results: DeviceResult[] = [];
for (const model of models) {
  if (isEncoder(model)) {
    const { values, run } = await new Encoder(model, place).encode(texts);
    results.push({ device: run.device, why: run.why, values: [...values] });
    continue;
  }
  const [member] = modelMembers([model], place);
  const comparisons = texts.slice(1).map((other, i) => compared(texts[i]!, other, i));
  const folds = { count: 2, of: new Uint8Array(comparisons.length) };
  const labels = new Int8Array(comparisons.length);
  const opinion = await member!.margins({ comparisons, labels, textFolds: folds, pairFolds: folds, seed: 0 });
  if (opinion.margins === null || opinion.run === undefined) throw new Error('why' in opinion ? opinion.why : 'no run');
  results.push({ device: opinion.run.device, why: opinion.run.why, values: [...opinion.margins] });
}
process.stdout.write(JSON.stringify(results));

function compared(a: string, b: string, row: number): Comparison {
  const response = (content: string) => ({ messages: [{ role: 'assistant', content }] });
  return {
    row,
    line: row + 1,
    key: String(row),
    prompt: [{ role: 'user', content: 'why' }],
    a: response(a),
    b: response(b),
    label: 'a',
    annotations: [],
    positioned: false,
    fields: {},
  };
}
