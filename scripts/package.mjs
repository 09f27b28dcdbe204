// Packs the extension for this platform: pairlens-<target>-<version>.vsix. `--target T` packs for another, `--out FILE` names
// another place, `--no-build` packs dist/ as it is.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import process from 'node:process';
import { provideBindings, targets } from './nativeBindings.mjs';

/** Time of all entries: 1 January 2000, in seconds. With it vsce also sorts them, so the same files give the same bytes. */
const packedAt = process.env.SOURCE_DATE_EPOCH ?? '946684800';
/** Most MiB of each package: larger ones have something in them that does not belong there. CONTRIBUTING.md has the sizes. */
const budgets = { 'linux-x64': 46, 'linux-arm64': 36, 'darwin-arm64': 66, 'win32-x64': 47, 'win32-arm64': 49 };

const target = argument('--target') ?? `${process.platform}-${process.arch}`;
if (!targets.includes(target)) throw new Error(`There is no package for ${target}. Targets: ${targets.join(', ')}.`);
const { version } = JSON.parse(readFileSync('package.json', 'utf8'));
const out = argument('--out') ?? `pairlens-${target}-${version}.vsix`;
const duckdb = `node_modules/@duckdb/node-bindings-${target}`;
const onnx = `node_modules/onnxruntime-node/bin/napi-v6/${target.replace('-', '/')}`;
const natives = [duckdb, onnx];

const takeOut = provideBindings(target);
for (const folder of natives) {
  if (!existsSync(folder)) {
    throw new Error(`${folder} is missing. Run “npm ci” first.`);
  }
}
if (!process.argv.includes('--no-build')) run('scripts/build.mjs', '--production');

// An ignore file of its own for each target: vsce reads one, and packs what is installed.
const ignoreFile = join('out', `vscodeignore-${target}`);
mkdirSync('out', { recursive: true });
const readmitted = natives.flatMap(folder => [`!${folder}/**`, `${folder}/README.md`]);
writeFileSync(ignoreFile, `${readFileSync('.vscodeignore', 'utf8')}${readmitted.join('\n')}\n`);

mkdirSync(dirname(out), { recursive: true });
const pack = ['package', '--target', target, '--ignoreFile', ignoreFile, '--out', out];
try {
  run('node_modules/@vscode/vsce/vsce', ...pack, '--allow-missing-repository', '--no-rewrite-relative-links');
} finally {
  rmSync(ignoreFile);
  takeOut();
}

const files = entriesOf(readFileSync(out));
const needed = [
  'package.json',
  'dist/extension.cjs',
  'dist/engine.cjs',
  'dist/worker.cjs',
  'dist/webview/comparison.js',
  'dist/THIRD-PARTY-NOTICES.txt',
  'dist/sbom.cdx.json',
  `${duckdb}/package.json`,
  `${onnx}/onnxruntime_binding.node`,
  'node_modules/onnxruntime-node/dist/index.js',
  // Without it Node takes the files beside it for ES modules, and the models fail when they are first used.
  'node_modules/onnxruntime-common/dist/cjs/package.json',
];
const missing = needed.filter(file => !files.includes(`extension/${file}`));
const foreign = file => /\/bin\/napi-v6\//.test(file) && !file.startsWith(`extension/${onnx}/`);
const unwanted = files.filter(
  file => foreign(file) || /^extension\/(src|test|bench|scripts|webview|docs|out)\/|\.tsx?$|\.map$/.test(file),
);
if (missing.length > 0) throw new Error(`${out} lacks ${missing.join(', ')}.`);
if (unwanted.length > 0) throw new Error(`${out} holds what is not to be shipped: ${unwanted.join(', ')}.`);
const { size } = statSync(out);
const budget = budgets[target];
if (size > budget * 2 ** 20) throw new Error(`${out} has ${(size / 2 ** 20).toFixed(1)} MiB, more than ${budget}.`);
console.log(`${out}: ${files.length} files, ${(size / 2 ** 20).toFixed(1)} MiB`);

function run(script, ...args) {
  try {
    // A zip file holds local times.
    const env = { ...process.env, SOURCE_DATE_EPOCH: packedAt, TZ: 'UTC' };
    execFileSync(process.execPath, [script, ...args], { encoding: 'utf8', stdio: ['ignore', 'pipe', 'pipe'], env });
  } catch (error) {
    throw new Error(`${script} failed:\n${error.stdout}${error.stderr}`, { cause: error });
  }
}

function argument(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}

/** Names of a zip file's entries, from its central directory. */
function entriesOf(zip) {
  const end = zip.lastIndexOf(Buffer.from([0x50, 0x4b, 5, 6]));
  const names = [];
  for (let i = 0, at = zip.readUInt32LE(end + 16); i < zip.readUInt16LE(end + 10); i++) {
    const [name, extra, comment] = [28, 30, 32].map(offset => zip.readUInt16LE(at + offset));
    names.push(zip.toString('utf8', at + 46, at + 46 + name));
    at += 46 + name + extra + comment;
  }
  return names;
}
