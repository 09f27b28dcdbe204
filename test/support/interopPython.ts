import { execFileSync } from 'node:child_process';
import { existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';

/** Where the Python packages are kept between runs. */
const folder = resolve(process.env.PAIRLENS_TEST_INTEROP ?? '.interop-test');
/** Installed with what they need: they read the files. None of them brings a deep-learning framework. */
const installed = ['datasets', 'transformers', 'pandas', 'pydantic', 'loguru'];
/** Unpacked only, for their modules that read data. */
const unpacked = ['trl', 'llamafactory', 'openrlhf', 'axolotl', 'ms-swift', 'turbo-alignment', 'inverse-cai'];

/** Python with the readers' packages, and the folder of unpacked trainers. */
export interface InteropPython {
  readonly python: string;
  readonly trainers: string;
}

const done = join(folder, 'complete');

/** True if every package is there: one that was added since the others were fetched is not. */
function isComplete(): boolean {
  const there = existsSync(done) ? readdirSync(done).filter(name => name.endsWith('.dist-info')) : [];
  return unpacked.every(name => there.some(entry => entry.startsWith(`${name.replaceAll('-', '_')}-`)));
}

/** The packages, where they are there. */
export function interopPython(): InteropPython | null {
  if (!isComplete()) return null;
  const python = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  return { python, trainers: done };
}

/**
 * Sees to the packages: an environment of its own, made with the Python and pip of this machine. What fails is tried once
 * more.
 *
 * @returns null if they are there, else why not
 */
export function fetchInterop(): string | null {
  if (interopPython() !== null) return null;
  const python = process.platform === 'win32' ? 'python' : 'python3';
  try {
    execFileSync(python, ['-c', 'import venv, ensurepip, sys; sys.exit(sys.version_info < (3, 11))'], {
      stdio: 'ignore',
    });
  } catch {
    return 'no Python 3.11 or newer with venv and pip';
  }
  try {
    fetch(python);
  } catch {
    try {
      fetch(python);
    } catch (error) {
      const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
      return `pip could not fetch the packages, tried twice: ${first}`;
    }
  }
  return null;
}

function fetch(python: string): void {
  const run = (command: string, args: readonly string[]): void => {
    execFileSync(command, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 600_000 });
  };
  mkdirSync(folder, { recursive: true });
  run(python, ['-m', 'venv', folder]);
  const own = process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
  run(own, ['-m', 'pip', 'install', '-q', ...installed]);
  const wheels = join(folder, 'wheels');
  run(own, ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary=:all:', '-d', wheels, ...unpacked]);
  const partial = join(folder, 'partial');
  rmSync(partial, { recursive: true, force: true });
  for (const wheel of readdirSync(wheels)) run(own, ['-m', 'zipfile', '-e', join(wheels, wheel), partial]);
  // Some wheels keep their modules in a data folder, from which pip would move them.
  for (const name of readdirSync(partial).filter(entry => entry.endsWith('.data'))) {
    const modules = join(partial, name, 'purelib');
    if (!existsSync(modules)) continue;
    for (const module of readdirSync(modules).filter(entry => entry !== 'tests'))
      renameSync(join(modules, module), join(partial, module));
  }
  rmSync(done, { recursive: true, force: true });
  renameSync(partial, done);
}
