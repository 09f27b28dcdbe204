// Bundles everything that ships into dist/. `--watch` rebuilds on change, `--production` minifies.
import { chmodSync, copyFileSync, existsSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import * as esbuild from 'esbuild';
import { billOfMaterials, noticesText, shippedPackages } from './thirdParty.mjs';

const watch = process.argv.includes('--watch');
const production = process.argv.includes('--production');

const common = {
  bundle: true,
  metafile: true,
  sourcemap: production ? false : 'linked',
  minify: production,
  legalComments: 'none',
  logLevel: 'warning',
};

const node = {
  ...common,
  platform: 'node',
  target: 'node20',
  format: 'cjs',
  outdir: 'dist',
  outExtension: { '.js': '.cjs' },
  external: ['vscode', '@duckdb/node-api', 'onnxruntime-node'],
  // The UMD build of jsonc-parser, its `main`, can't be bundled.
  mainFields: ['module', 'main'],
  entryPoints: {
    extension: 'src/extension.ts',
    engine: 'src/engine/main.ts',
    worker: 'src/engine/worker.ts',
    cli: 'src/cli/main.ts',
  },
};

const browser = {
  ...common,
  platform: 'browser',
  target: 'chrome120',
  format: 'iife',
  outdir: 'dist/webview',
  jsx: 'automatic',
  jsxImportSource: 'preact',
  loader: { '.ttf': 'file' },
  assetNames: '[name]',
  entryPoints: {
    comparison: 'webview/comparison/main.tsx',
    report: 'webview/report/main.ts',
    mapping: 'webview/mapping/main.tsx',
  },
};

if (production) rmSync('dist', { recursive: true, force: true });
mkdirSync('dist/webview', { recursive: true });
for (const file of ['codicon.css', 'codicon.ttf']) {
  copyFileSync(`node_modules/@vscode/codicons/dist/${file}`, `dist/webview/${file}`);
}

const metafiles = [];
for (const options of [node, browser]) {
  const present = Object.entries(options.entryPoints).filter(([, file]) => existsSync(file));
  const context = await esbuild.context({ ...options, entryPoints: Object.fromEntries(present) });
  if (watch) await context.watch();
  else {
    metafiles.push((await context.rebuild()).metafile);
    await context.dispose();
  }
}

if (!watch) {
  const packages = shippedPackages(metafiles);
  writeFileSync('dist/THIRD-PARTY-NOTICES.txt', noticesText(packages));
  writeFileSync('dist/sbom.cdx.json', billOfMaterials(packages));
}

// `npx pairlens` in a clone runs the file itself.
if (existsSync('dist/cli.cjs')) chmodSync('dist/cli.cjs', 0o755);
