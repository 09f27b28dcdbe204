// Packs the extension and the command twice, each time from a build of its own, and fails unless both come out byte for byte
// the same. `--target T` as for package.mjs.
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import process from 'node:process';

const target = process.argv.includes('--target')
  ? process.argv.slice(process.argv.indexOf('--target')).slice(0, 2)
  : [];
const place = mkdtempSync(join(tmpdir(), 'pairlens-twice-'));
try {
  const [first, second] = ['one', 'two'].map(name => pack(join(place, name)));
  const different = Object.keys(first).filter(file => first[file] !== second[file]);
  for (const [file, hash] of Object.entries(first)) console.log(`${hash}  ${file}`);
  if (different.length > 0) throw new Error(`Packed twice, these are not the same: ${different.join(', ')}.`);
  console.log('packed twice: the same bytes');
} finally {
  rmSync(place, { recursive: true, force: true });
}

/** Hashes of the packages, by name. */
function pack(folder) {
  const run = (...args) => execFileSync(process.execPath, args, { stdio: ['ignore', 'ignore', 'inherit'] });
  run('scripts/package.mjs', ...target, '--out', join(folder, 'pairlens.vsix'));
  run('scripts/packCli.mjs', '--out', folder);
  const hash = file =>
    createHash('sha256')
      .update(readFileSync(join(folder, file)))
      .digest('hex');
  return Object.fromEntries(
    readdirSync(folder)
      .sort()
      .map(file => [file, hash(file)]),
  );
}
