// Runs many command lines of `pairlens` in one process, one after another, as starting Node for each would take most of the
// time. Its arguments: a file with the `Turn`s as JSON, a file for the `Ran`s,
// and the samples.
import { readFileSync, rmSync, writeFileSync } from 'node:fs';
import { argv } from 'node:process';
import { runCli } from '../../../src/cli/runCli.ts';
import { writeDocsFile } from './docsFiles.ts';

/** A command line, and what is done before it. */
export interface Turn {
  readonly args: readonly string[];
  /** File that takes what it prints; null: nobody. */
  readonly out: string | null;
  /** Files that it reads. */
  readonly inputs: readonly string[];
  readonly map: string | null;
  /** How many lines of the samples they have. */
  readonly count?: number;
  /** What an earlier command may have written there. */
  readonly outputs: readonly string[];
}

/** How it ended. */
export interface Ran {
  readonly code: number;
  readonly stdout: string;
  readonly stderr: string;
}

const [, , turnsFile, ransFile, samples] = argv as [string, string, string, string, string];
void main();

async function main(): Promise<void> {
  const turns = JSON.parse(readFileSync(turnsFile, 'utf8')) as Turn[];
  const rans: Ran[] = [];
  for (const { args, out, inputs, map, count, outputs } of turns) {
    for (const input of inputs) writeDocsFile(samples, '.', input, map, count);
    for (const output of outputs) rmSync(output, { recursive: true, force: true });
    const ran = await capture(() => runCli(args));
    if (out !== null) writeFileSync(out, ran.stdout);
    rans.push(ran);
  }
  writeFileSync(ransFile, JSON.stringify(rans));
}

/** Runs something with both streams of the process led into texts. */
async function capture(run: () => Promise<number>): Promise<Ran> {
  const texts = { stdout: '', stderr: '' };
  const kept = { stdout: process.stdout.write, stderr: process.stderr.write };
  for (const name of ['stdout', 'stderr'] as const) {
    process[name].write = (chunk: string | Uint8Array): boolean => {
      texts[name] += typeof chunk === 'string' ? chunk : Buffer.from(chunk).toString('utf8');
      return true;
    };
  }
  try {
    const code = await run();
    return { code, ...texts };
  } finally {
    process.stdout.write = kept.stdout;
    process.stderr.write = kept.stderr;
  }
}
