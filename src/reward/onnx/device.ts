/** What runs a graph: an execution provider of ONNX Runtime, by its own name. */
export type Provider = 'cuda' | 'webgpu' | 'dml' | 'coreml' | 'cpu';

/** A provider that the user asked for, or the fastest that works. */
export type Device = 'auto' | Provider;

/** All devices, in the order in which they are offered. */
export const devices: readonly Device[] = ['auto', 'cuda', 'webgpu', 'dml', 'coreml', 'cpu'];

/** What `text` names, or null if it names no device. */
export function parseDevice(text: string): Device | null {
  return devices.find(device => device === text) ?? null;
}

/** Names of providers for users. */
export const providerNames: Readonly<Record<Provider, string>> = {
  cuda: 'CUDA',
  webgpu: 'WebGPU',
  dml: 'DirectML',
  coreml: 'CoreML',
  cpu: 'CPU',
};

/** Providers that exist on a platform, fastest first. */
export function providersOn(platform: NodeJS.Platform): readonly Provider[] {
  switch (platform) {
    case 'linux':
      return ['cuda', 'webgpu', 'cpu'];
    case 'win32':
      // ONNX Runtime has no CUDA for Node.js there.
      return ['webgpu', 'dml', 'cpu'];
    case 'darwin':
      return ['webgpu', 'coreml', 'cpu'];
    default:
      return ['cpu'];
  }
}

/** Providers to try for a device, in order. The CPU is always the last resort. */
export function toTry(device: Device, platform: NodeJS.Platform): readonly Provider[] {
  if (device === 'auto') return providersOn(platform);
  return device === 'cpu' ? ['cpu'] : [device, 'cpu'];
}
