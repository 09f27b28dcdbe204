import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { build } from 'esbuild';

/** Where the tests that run inside the extension host are bundled to. */
export const hostTests = 'out/test/editor/index.cjs';

/** Bundles `test/editor/suite/*.test.ts`, sorted by name, into one module that exports `run()` as VS Code wants it. */
export async function bundleHostTests(): Promise<void> {
  const folder = resolve('test/editor/suite');
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.test.ts'))
    .sort();
  if (files.length === 0) throw new Error(`There are no tests in ${folder}.`);
  const loaders = files.map(file => `() => import(${JSON.stringify(join(folder, file))})`);
  const runner = JSON.stringify(resolve('test/editor/support/runInHost.ts'));
  await build({
    stdin: {
      contents: `import { runInHost } from ${runner};\nexport const run = () => runInHost([${loaders.join(', ')}]);\n`,
      resolveDir: process.cwd(),
      loader: 'ts',
    },
    outfile: hostTests,
    bundle: true,
    platform: 'node',
    format: 'cjs',
    target: 'node20',
    sourcemap: 'inline',
    logLevel: 'warning',
    external: ['vscode', 'mocha'],
  });
}
