import { createRequire } from 'node:module';
import { join } from 'node:path';
import type * as Ort from 'onnxruntime-node';
import { OnnxError } from './onnxError.ts';

/** ONNX Runtime, once its native module is loaded. */
export type Runtime = typeof Ort;

const loading = new Map<string, Promise<Runtime>>();

/**
 * Loads ONNX Runtime on first use: an audit without models never does.
 *
 * @param folder - of another `onnxruntime-node` than the one that PairLens ships (with CUDA)
 * @throws OnnxError where the native module can't be loaded
 */
export function loadRuntime(folder = ''): Promise<Runtime> {
  let runtime = loading.get(folder);
  if (runtime === undefined) {
    runtime = load(folder);
    loading.set(folder, runtime);
  }
  return runtime;
}

async function load(folder: string): Promise<Runtime> {
  // Read by the native module while it loads.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  try {
    const runtime =
      folder === ''
        ? await import('onnxruntime-node')
        : (createRequire(join(folder, 'package.json'))(folder) as Runtime);
    // What goes wrong is said in our own words; its log would go to the terminal.
    runtime.env.logLevel = 'fatal';
    return runtime;
  } catch (error) {
    throw new OnnxError(
      `ONNX Runtime can't be loaded on ${process.platform}-${process.arch}: ${firstLine(error)}. Models are left out; run "pairlens doctor" for details.`,
    );
  }
}

function firstLine(error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n')[0]!.replace(/\.$/, '');
}
