import { existsSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { delimiter, dirname, join } from 'node:path';
import type { Provider } from './device.ts';

/**
 * Why a provider can't be had, as far as this can be known without trying (trying prints warnings of drivers to the
 * terminal); null where it must be tried.
 *
 * @param runtime - folder of another `onnxruntime-node` than the shipped one
 */
export function whyAbsent(provider: Provider, runtime?: string): string | null {
  if (provider === 'cuda' && !existsSync(join(nativeFolder(runtime), 'libonnxruntime_providers_cuda.so'))) {
    return 'its library is not installed ("pairlens models cuda", or "PairLens: Install CUDA Support" in the editor)';
  }
  if (provider === 'webgpu' && process.platform === 'linux' && !hasVulkanLoader()) {
    return 'there is no Vulkan loader (libvulkan.so.1)';
  }
  return null;
}

/** Folder of ONNX Runtime's native files, where it looks for the libraries of further providers. */
function nativeFolder(runtime: string | undefined): string {
  // Bundled files know their place; unbundled sources run from the root of the repository.
  const here = typeof __filename === 'string' ? __filename : join(process.cwd(), 'package.json');
  const folder = runtime ?? dirname(createRequire(here).resolve('onnxruntime-node/package.json'));
  return join(folder, 'bin', 'napi-v6', process.platform, process.arch);
}

function hasVulkanLoader(): boolean {
  const name = 'libvulkan.so.1';
  const own = (process.env.LD_LIBRARY_PATH ?? '').split(delimiter).filter(Boolean);
  if (own.some(folder => existsSync(join(folder, name)))) return true;
  try {
    return readFileSync('/etc/ld.so.cache').includes(name);
  } catch {
    // No cache of libraries (musl, NixOS): only trying can tell.
    return true;
  }
}
