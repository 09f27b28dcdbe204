import { existsSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fetchWithPip, ownPython, type RunProgram } from './pythonFolder.ts';

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
  return { python: ownPython(folder), trainers: done };
}

/**
 * Sees to the packages, in an environment of their own.
 *
 * @returns null if they are there, else why not
 */
export function fetchInterop(): string | null {
  if (interopPython() !== null) return null;
  return fetchWithPip({
    folder,
    needs: {
      line: 'import venv, ensurepip, sys; sys.exit(sys.version_info < (3, 11))',
      otherwise: 'no Python 3.11 or newer with venv and pip',
    },
    what: 'the packages',
    fetch,
  });
}

function fetch(run: RunProgram, python: string): void {
  run(python, ['-m', 'pip', 'install', '-q', ...installed]);
  const wheels = join(folder, 'wheels');
  run(python, ['-m', 'pip', 'download', '-q', '--no-deps', '--only-binary=:all:', '-d', wheels, ...unpacked]);
  const partial = join(folder, 'partial');
  rmSync(partial, { recursive: true, force: true });
  for (const wheel of readdirSync(wheels)) run(python, ['-m', 'zipfile', '-e', join(wheels, wheel), partial]);
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
