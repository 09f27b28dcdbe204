import { execFileSync } from 'node:child_process';
import { mkdirSync } from 'node:fs';
import { join } from 'node:path';

/** Runs a program to its end. @throws Error with what it said, or when it takes longer than ten minutes */
export type RunProgram = (program: string, args: readonly string[]) => void;

/** What is fetched into an environment of our own. */
export interface PythonFetch {
  readonly folder: string;
  /** A line of Python that ends with 0 where the machine's own will do, and what to say where not. */
  readonly needs: { readonly line: string; readonly otherwise: string };
  /** Names of what is fetched, for the message. */
  readonly what: string;
  /** Fetches it, into the environment that is there by then. */
  fetch(run: RunProgram, python: string): void;
}

/** The Python of an environment. */
export function ownPython(folder: string): string {
  return process.platform === 'win32' ? join(folder, 'Scripts', 'python.exe') : join(folder, 'bin', 'python');
}

/**
 * Makes an environment with the Python and pip of this machine and fetches packages into it; what fails is tried once more.
 *
 * @returns null if they are there, else why not
 */
export function fetchWithPip({ folder, needs, what, fetch }: PythonFetch): string | null {
  const python = process.platform === 'win32' ? 'python' : 'python3';
  try {
    execFileSync(python, ['-c', needs.line], { stdio: 'ignore' });
  } catch {
    return needs.otherwise;
  }
  const run: RunProgram = (program, args) => {
    execFileSync(program, args, { stdio: ['ignore', 'ignore', 'pipe'], timeout: 600_000 });
  };
  const make = (): void => {
    mkdirSync(folder, { recursive: true });
    run(python, ['-m', 'venv', folder]);
    fetch(run, ownPython(folder));
  };
  try {
    make();
  } catch {
    try {
      make();
    } catch (error) {
      const [first = ''] = String(error instanceof Error ? error.message : error).split('\n');
      return `pip could not fetch ${what}, tried twice: ${first}`;
    }
  }
  return null;
}
