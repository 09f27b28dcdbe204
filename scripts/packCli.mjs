// Packs the command for npm: pairlens-<version>.tgz. `--out DIR` names another folder, `--no-build` packs dist/ as it is,
// `--try` installs it into an empty folder and audits the samples with it.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import process from 'node:process';

/** Most bytes of the package: larger ones have something in them that does not belong there. */
const budget = 2 ** 20;

const out = resolve(argument('--out') ?? '.');
mkdirSync(out, { recursive: true });
if (!process.argv.includes('--no-build')) execFileSync(process.execPath, ['scripts/build.mjs', '--production']);

// npm sets the times of all entries to a fixed one and sorts them, so the same files give the same bytes.
const [{ filename, size, files }] = JSON.parse(npm(['pack', '--ignore-scripts', '--json', '--pack-destination', out]));
const tarball = join(out, filename);

const allowed =
  /^(package\.json|README\.md|LICENSE|dist\/(cli\.cjs|THIRD-PARTY-NOTICES\.txt|sbom\.cdx\.json|webview\/report\.(js|css))|samples\/[\w.-]+)$/;
const unwanted = files.filter(({ path }) => !allowed.test(path));
if (unwanted.length > 0) {
  throw new Error(`${filename} holds what is not to be shipped: ${unwanted.map(({ path }) => path).join(', ')}.`);
}
if (size > budget) {
  throw new Error(`${filename} has ${(size / 2 ** 20).toFixed(2)} MiB, more than ${budget / 2 ** 20}.`);
}
console.log(`${tarball}: ${files.length} files, ${(size / 2 ** 20).toFixed(2)} MiB`);
if (process.argv.includes('--try')) tryIt();

/** Installs the package into an empty folder, as a user would, and does the main job there. */
function tryIt() {
  const place = mkdtempSync(join(tmpdir(), 'pairlens-installed-'));
  try {
    writeFileSync(join(place, 'package.json'), '{ "private": true }\n');
    npm(['install', '--ignore-scripts', '--prefer-offline', '--no-audit', '--no-fund', '--silent', tarball], place);
    const sample = 'node_modules/pairlens/samples/helpdesk.jsonl';
    const env = { ...process.env, PAIRLENS_STORAGE: join(place, 'storage'), PAIRLENS_OFFLINE: '1' };
    const command = ['node_modules/pairlens/dist/cli.cjs', 'audit', sample, '--quiet', '--out', 'audit'];
    execFileSync(process.execPath, command, { cwd: place, env, stdio: ['ignore', 'ignore', 'inherit'] });
    for (const file of ['findings.jsonl', 'figures.json', 'report.html']) {
      if (!existsSync(join(place, 'audit', file))) throw new Error(`The installed command wrote no ${file}.`);
    }
    const findings = readFileSync(join(place, 'audit/findings.jsonl'), 'utf8').trimEnd().split('\n').length;
    console.log(`installed into an empty folder, it finds ${findings} findings in the samples`);
  } finally {
    rmSync(place, { recursive: true, force: true });
  }
}

function npm(args, cwd = '.') {
  const windows = process.platform === 'win32';
  return execFileSync(windows ? 'npm.cmd' : 'npm', args, { cwd, encoding: 'utf8', shell: windows });
}

function argument(name) {
  const at = process.argv.indexOf(name);
  return at < 0 ? undefined : process.argv[at + 1];
}
