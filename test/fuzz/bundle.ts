import { readFileSync } from 'node:fs';
import { dirname, parse, relative, resolve } from 'node:path';
import * as esbuild from 'esbuild';
import { instrument, mostCounters } from './instrument.ts';

/** Where the thread that tries inputs is built. */
export const bundled = resolve('out/fuzz/fuzz.cjs');

/**
 * Bundles the thread that tries inputs, and beside it the worker that the engine starts.
 *
 * @param counting whether the product's own code counts what of it is reached
 * @returns how many counters there are
 */
export async function bundle(counting: boolean, outfile = bundled): Promise<number> {
  let counters = 0;
  const plugin: esbuild.Plugin = {
    name: 'count',
    setup: build => {
      build.onResolve({ filter: /^vscode$/ }, () => ({ path: resolve('test/fuzz/playedVscode.ts') }));
      build.onLoad({ filter: /\.ts$/ }, ({ path }) => {
        if (!counting || !/^(src|webview)\//.test(relative('.', path).replaceAll('\\', '/'))) return undefined;
        return { contents: instrument(readFileSync(path, 'utf8'), path, () => counters++), loader: 'ts' };
      });
    },
  };
  await esbuild.build({
    entryPoints: { [parse(outfile).name]: 'test/fuzz/worker.ts', worker: 'src/engine/worker.ts' },
    outdir: dirname(outfile),
    outExtension: { '.js': '.cjs' },
    bundle: true,
    platform: 'node',
    target: 'node20',
    format: 'cjs',
    mainFields: ['module', 'main'],
    external: ['@duckdb/node-api', 'onnxruntime-node', 'esbuild', 'typescript'],
    banner: { js: `globalThis.__hits = new Uint8Array(${mostCounters});` },
    logLevel: 'warning',
    plugins: [plugin],
  });
  return Math.min(counters, mostCounters);
}
