import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { ModelError } from './modelError.ts';

/** Names of a graph, best first; exporters put it in the folder itself or in `onnx/`. */
const names = ['model.onnx', 'onnx/model.onnx', 'model_quantized.onnx', 'onnx/model_quantized.onnx'];

/** The graphs that a hub's repository is asked for, best first. */
export const usualGraphs: readonly string[] = names;

/**
 * The graph of an exported model's folder, relative to it, with `/`: `model.onnx`, also in `onnx/`, or the only `.onnx` file.
 *
 * @throws ModelError if there is none, or several without a usual name
 */
export async function findGraph(folder: string): Promise<string> {
  const files = [...(await onnxIn(folder, '')), ...(await onnxIn(join(folder, 'onnx'), 'onnx/'))];
  const usual = names.find(name => files.includes(name));
  if (usual !== undefined) return usual;
  const [only, ...more] = files;
  if (only !== undefined && more.length === 0) return only;
  if (only === undefined) {
    throw new ModelError(
      'missing',
      `${folder} holds no .onnx file`,
      'Export the model first: optimum-cli export onnx --model MODEL --task text-classification FOLDER',
    );
  }
  throw new ModelError(
    'recipe',
    `${folder} holds ${files.length} .onnx files: ${files.join(', ')}`,
    'Name the one to use',
  );
}

async function onnxIn(folder: string, under: string): Promise<string[]> {
  const entries = await readdir(folder).catch(() => []);
  return entries.filter(name => /\.onnx$/i.test(name)).map(name => `${under}${name}`);
}
