import { existsSync, mkdirSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import npmChromium from '@sparticuz/chromium';

/**
 * Environment of a child process in which WebGPU finds a Vulkan driver that needs no GPU: SwiftShader, which the npm
 * package of Chromium holds together with a loader. Null where the package has none for this platform.
 */
export async function softwareVulkan(): Promise<Record<string, string> | null> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return null;
  // Unpacks the browser and the driver into the folder for temporary files, once.
  await npmChromium.executablePath();
  const folder = tmpdir();
  const manifest = join(folder, 'vk_swiftshader_icd.json');
  if (![manifest, join(folder, 'libvulkan.so.1')].every(path => existsSync(path))) return null;
  const runtime = join(folder, 'pairlens-vulkan');
  mkdirSync(runtime, { recursive: true, mode: 0o700 });
  return {
    LD_LIBRARY_PATH: [folder, process.env.LD_LIBRARY_PATH].filter(Boolean).join(':'),
    VK_ICD_FILENAMES: manifest,
    XDG_RUNTIME_DIR: runtime,
  };
}
