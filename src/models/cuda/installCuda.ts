import { cp, mkdir, rm, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { AddWork } from '../addProgress.ts';
import { download } from '../download.ts';
import { optionsFor } from '../fetchKnown.ts';
import { ModelError } from '../modelError.ts';
import type { Network } from '../network.ts';
import { takeKnown } from '../takeKnown.ts';
import { type CudaPin, cudaPins } from './cudaPins.ts';
import { cudaFolder, cudaMark } from './cudaRuntime.ts';
import { type ShippedRuntime, shippedRuntime } from './shippedRuntime.ts';

/** How CUDA support is installed. */
export interface CudaOptions extends AddWork {
  /** The models folder; the runtime goes into `.cuda` in it. */
  readonly folder: string;
  readonly network: Network;
  /** The archive, or a folder that holds it or the libraries, on this machine; nothing is downloaded. */
  readonly from?: string;
  /** The runtime to extend (by default the shipped one), its platform, and the pins that hold. */
  readonly runtime?: ShippedRuntime;
  readonly target?: string;
  readonly pins?: readonly CudaPin[];
}

/** CUDA support that was installed. */
export interface InstalledCuda {
  readonly folder: string;
  readonly version: string;
  /** What the machine must have besides. */
  readonly needs: string;
}

/**
 * The CUDA provider for a version of ONNX Runtime and a platform.
 *
 * @throws ModelError (`unsupported`) if there is none, saying what runs models on the GPU there
 */
export function cudaPinFor(version: string, target: string, pins: readonly CudaPin[] = cudaPins): CudaPin {
  const pin = pins.find(each => each.version === version && each.target === target);
  if (pin !== undefined) return pin;
  if (target.startsWith('win32')) {
    const problem = 'ONNX Runtime has no CUDA support for Node.js on Windows';
    throw new ModelError(
      'unsupported',
      problem,
      'DirectML and WebGPU are built in: they run models on NVIDIA cards too',
    );
  }
  if (target.startsWith('darwin')) {
    throw new ModelError('unsupported', 'There is no CUDA on a Mac', 'CoreML and WebGPU are built in');
  }
  if (target !== 'linux-x64') {
    throw new ModelError('unsupported', `There is no CUDA support for ${target}`, 'Models run on the CPU');
  }
  throw new ModelError(
    'unsupported',
    `The CUDA provider of ONNX Runtime ${version} is not pinned by its SHA-256, so it is not installed`,
    'Update PairLens',
  );
}

/**
 * Installs CUDA support: the provider of exactly the shipped ONNX Runtime, fetched after consent, pinned by SHA-256, beside
 * a copy of the runtime in the models folder. Only the libraries that are needed are unpacked.
 *
 * @throws ModelError as `cudaPinFor`, `download` and `takeKnown`
 */
export async function installCuda(options: CudaOptions): Promise<InstalledCuda> {
  const { folder, network, from, runtime = shippedRuntime() } = options;
  const { version, node, common } = runtime;
  const target = options.target ?? `${process.platform}-${process.arch}`;
  const pin = cudaPinFor(version, target, options.pins);
  const place = cudaFolder(folder, version, target);
  const packages = join(place, 'node_modules');
  const natives = join('bin', 'napi-v6', ...target.split('-'));
  const libraries = join(packages, 'onnxruntime-node', natives);
  await rm(join(place, cudaMark), { force: true });
  await mkdir(libraries, { recursive: true });

  const archive = join(place, 'provider.whl');
  if (from === undefined) {
    const { url, sha256, bytes } = pin.archive;
    const how = optionsFor(network, options, url, 'the CUDA provider', null);
    await download({ url, target: archive, sha256, bytes, limit: bytes }, how);
  }
  await takeKnown(
    from ?? archive,
    pin.libraries.map(library => [library]),
    libraries,
    options,
  );
  options.onProgress({ stage: 'Copying ONNX Runtime', share: 0.5 });
  for (const part of ['package.json', 'dist', natives]) {
    await cp(join(node, part), join(packages, 'onnxruntime-node', part), { recursive: true, filter: isNeeded });
  }
  await cp(common, join(packages, 'onnxruntime-common'), { recursive: true, filter: isNeeded });
  await rm(archive, { force: true });
  const bytes = (await stat(join(libraries, pin.libraries[0]!.path))).size;
  await writeFile(join(place, cudaMark), JSON.stringify({ version, target, bytes }));
  return { folder: place, version, needs: pin.needs };
}

/** Types and source maps are of no use at run time. */
function isNeeded(path: string): boolean {
  return !/\.(d\.ts|map)$/.test(path);
}
