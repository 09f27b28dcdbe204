import { readFileSync } from 'node:fs';
import { relative, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { instrument, mostCounters } from './instrument.ts';

/** Where the process that tries inputs is built. */
export const bundled = resolve('out/fuzz/worker.cjs');

/**
 * Bundles the process that tries inputs.
 *
 * @param counting whether the product's own code counts what of it is reached
 * @returns how many counters there are
 */
export async function bundle(counting: boolean, outfile = bundled): Promise<number> {
  let counters = 0;
  const plugin: esbuild.Plugin = {
    name: 'count',
    setup: build =>
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (!counting || !/^(src|webview)\//.test(relative('.', path).replaceAll('\\', '/'))) return undefined;
        return { contents: instrument(readFileSync(path, 'utf8'), path, () => counters++), loader: 'ts' };
      }),
  };
  await esbuild.build({
    entryPoints: ['test/fuzz/worker.ts'],
    outfile,
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['vscode', '@duckdb/node-api', 'onnxruntime-node', 'esbuild', 'typescript'],
    banner: { js: `globalThis.__hits = new Uint8Array(${mostCounters});` },
    logLevel: 'warning',
    plugins: [plugin],
  });
  return Math.min(counters, mostCounters);
}
