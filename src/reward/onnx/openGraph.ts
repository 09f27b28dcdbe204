import { availableParallelism } from 'node:os';
import { join } from 'node:path';
import type { InferenceSession } from 'onnxruntime-node';
import type { InstalledModel } from '../../models/installedModel.ts';
import { whyAbsent } from './absent.ts';
import { checkFile } from './checkFile.ts';
import { type Device, type Provider, providerNames, toTry } from './device.ts';
import type { Graph } from './graph.ts';
import { OnnxError, plainReason } from './onnxError.ts';
import { loadRuntime, type Runtime } from './runtime.ts';
import { SessionGraph } from './sessionGraph.ts';

/** What a graph's output must be. */
export interface Wanted {
  /** Names of outputs to take, first that exists. */
  readonly names: readonly string[];
  /** Number of dimensions. */
  readonly rank: number;
}

/** What runs graphs. */
export interface Machine {
  readonly device: Device;
  /** Folder of another `onnxruntime-node` than the one that PairLens ships (with CUDA). */
  readonly runtime?: string;
  /** Threads of the CPU (default: one a core, at most 8). */
  readonly threads?: number;
}

/**
 * Opens a model's graph on the first provider of the device that takes it.
 *
 * @throws OnnxError if a file was changed since it was added, if no provider takes the graph, or if its inputs or outputs
 * are not those of a text model
 */
export async function openGraph(
  model: InstalledModel,
  machine: Machine,
  wanted: Wanted,
  signal?: AbortSignal,
): Promise<Graph> {
  const runtime = await loadRuntime(machine.runtime);
  for (const file of [model.graph, ...model.others]) await checkFile(model, file, signal);
  const { session, provider, why } = await createSession(runtime, model, machine);
  try {
    return new SessionGraph(runtime, session, provider, why, wanted);
  } catch (error) {
    await session.release();
    throw error;
  }
}

async function createSession(
  runtime: Runtime,
  model: InstalledModel,
  { device, runtime: folder, threads }: Machine,
): Promise<{ session: InferenceSession; provider: Provider; why: string }> {
  const reasons: string[] = [];
  const onlyCpu = model.precision === 'int8' && device !== 'cpu';
  if (onlyCpu)
    reasons.push('GPUs are not used for int8 files, whose results differ there: add the fp32 file of the model');
  for (const provider of toTry(onlyCpu ? 'cpu' : device, process.platform)) {
    const absent = whyAbsent(provider, folder);
    if (absent !== null) {
      reasons.push(`${providerNames[provider]}: ${absent}`);
      continue;
    }
    try {
      const session = await runtime.InferenceSession.create(
        join(model.folder, model.graph.path),
        optionsFor(provider, threads),
      );
      return { session, provider, why: reasons.join('; ') };
    } catch (error) {
      reasons.push(`${providerNames[provider]}: ${plainReason(error)}`);
    }
  }
  throw new OnnxError(`${model.name}: no device runs the graph (${reasons.join('; ')}).`);
}

/** Options of a session; on a busy machine, threads that spin while they wait halve the speed. */
export function optionsFor(
  provider: Provider,
  threads = Math.max(1, Math.min(8, availableParallelism())),
): InferenceSession.SessionOptions {
  return {
    executionProviders: [provider],
    intraOpNumThreads: threads,
    interOpNumThreads: 1,
    logSeverityLevel: 4,
    extra: { session: { intra_op: { allow_spinning: '0' } } },
  };
}
