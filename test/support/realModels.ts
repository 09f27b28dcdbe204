import { existsSync, readdirSync } from 'node:fs';
import { homedir } from 'node:os';
import { join, resolve } from 'node:path';

/** Encoders that the suite knows, by the beginning of their files' names. */
export const realModelNames = {
  miniLm: 'all-minilm-l6-v2',
  miniLmInt8: 'all-minilm-l6-v2-q',
  bgeInt8: 'bge-small-en-v1.5-q',
  e5Int8: 'e5-small-v2-q',
} as const;

/**
 * Folder with encoder weights, as `.onnx` and `-tokenizer.json` files or in packages (jars) that hold them, or null:
 * `PAIRLENS_TEST_MODELS`, or `../shared-models` beside the repository, or `PairLens-test-models` in the user's home, or what
 * `fetchRealModels` fetched.
 */
export function realModels(): string | null {
  const { PAIRLENS_TEST_MODELS: own } = process.env;
  const folders = own
    ? [resolve(own)]
    : [resolve('..', 'shared-models'), join(homedir(), 'PairLens-test-models'), resolve('.models-test')];
  return (
    folders.find(folder => existsSync(folder) && readdirSync(folder).some(name => /\.(jar|onnx)$/.test(name))) ?? null
  );
}
