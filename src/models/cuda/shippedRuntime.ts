import { readFileSync, realpathSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { ModelError } from '../modelError.ts';

/** The ONNX Runtime that came with PairLens. */
export interface ShippedRuntime {
  readonly version: string;
  /** Folders of the packages `onnxruntime-node` and `onnxruntime-common`. */
  readonly node: string;
  readonly common: string;
}

/** Finds it, as the running program would. @throws ModelError if it is not installed */
export function shippedRuntime(): ShippedRuntime {
  try {
    const require = createRequire(realpathSync(process.argv[1] ?? process.cwd()));
    // Their main files are in `dist`, and `dist/cjs`.
    const main = require.resolve('onnxruntime-node');
    const node = dirname(dirname(main));
    const common = packageOf(createRequire(main).resolve('onnxruntime-common'), 'onnxruntime-common');
    const { version } = JSON.parse(readFileSync(join(node, 'package.json'), 'utf8')) as { version: string };
    return { version, node, common };
  } catch (error) {
    throw new ModelError('missing', 'ONNX Runtime is not installed beside PairLens', 'Install PairLens again', {
      cause: error,
    });
  }
}

/** The folder of a package, above one of its files. */
function packageOf(file: string, name: string): string {
  const marker = join('node_modules', name);
  const at = file.lastIndexOf(marker);
  if (at < 0) throw new Error(`${file} is not in ${marker}`);
  return file.slice(0, at + marker.length);
}
