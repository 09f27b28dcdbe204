import { readFile } from 'node:fs/promises';
import { join } from 'node:path';

/** File that marks a complete installation; it is written last. */
export const cudaMark = 'complete.json';

/** Folder of the runtime with CUDA support in a models folder. */
export function cudaFolder(folder: string, version: string, target: string): string {
  return join(folder, '.cuda', `onnxruntime-${version}-${target}`);
}

/**
 * The ONNX Runtime with CUDA support that the user installed for exactly this version, as a path that `require` takes in
 * place of `onnxruntime-node`, or null. Whether CUDA works on this machine only shows when a session is made.
 *
 * @param folder the models folder
 * @param version of the `onnxruntime-node` that PairLens ships
 */
export async function cudaRuntime(
  folder: string,
  version: string,
  target = `${process.platform}-${process.arch}`,
): Promise<string | null> {
  const place = cudaFolder(folder, version, target);
  const mark = await readFile(join(place, cudaMark), 'utf8').catch(() => null);
  return mark === null ? null : join(place, 'node_modules', 'onnxruntime-node');
}
