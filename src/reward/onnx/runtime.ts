import type * as Ort from 'onnxruntime-node';
import { OnnxError } from './onnxError.ts';

/** ONNX Runtime, once its native module is loaded. */
export type Runtime = typeof Ort;

let loading: Promise<Runtime> | undefined;

/**
 * Loads ONNX Runtime on first use: an audit without models never does.
 *
 * @throws OnnxError where the native module can't be loaded
 */
export function loadRuntime(): Promise<Runtime> {
  loading ??= load();
  return loading;
}

async function load(): Promise<Runtime> {
  // Read by the native module while it loads.
  process.env.ORT_DISABLE_TELEMETRY = '1';
  try {
    const runtime = await import('onnxruntime-node');
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
