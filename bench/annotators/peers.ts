import { execFileSync, spawn } from 'node:child_process';
import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { Vote } from '../../src/reward/votes/dawidSkene.ts';
import { benchFolder } from '../support/sharedData.ts';

/** What a peer says of a set: probability that a is better along the comparisons, or why it has no answer. */
export type PeerAnswer = { readonly q: readonly number[]; readonly seconds: number } | { readonly why: string };

/** Seconds that each peer is given. */
const patience = 100;

/** The Python of an environment with crowd-kit and cleanlab, made on first use; or why there is none. */
export function preparePeers(): { readonly python: string } | { readonly why: string } {
  mkdirSync(benchFolder, { recursive: true });
  const venv = join(benchFolder, 'venv-annotators');
  const python = join(venv, 'bin', 'python');
  const ready = join(venv, 'ready');
  const quiet = { stdio: ['ignore', 'ignore', 'pipe'] as ['ignore', 'ignore', 'pipe'] };
  try {
    if (!existsSync(ready)) {
      execFileSync('python3', ['-m', 'venv', venv], quiet);
      execFileSync(
        python,
        ['-m', 'pip', 'install', '-q', 'cleanlab==2.9.*', 'crowd-kit==1.4.*', 'scikit-learn<1.6'],
        quiet,
      );
      writeFileSync(ready, '');
    }
    return { python };
  } catch (error) {
    const text = error instanceof Error ? error.message : String(error);
    return { why: `no Python environment with crowd-kit and cleanlab: ${text.split('\n')[0]!.slice(0, 200)}` };
  }
}

/**
 * Asks all peers for the consensus of votes.
 *
 * @param p - what a model that has not seen the votes says, for CROWDLAB; null without one
 */
export async function askPeers(
  python: string,
  votes: readonly Vote[],
  tasks: number,
  p: Float64Array | null,
): Promise<Map<string, PeerAnswer>> {
  const job = {
    votes: votes.map(({ comparison, annotator, side }) => [comparison, annotator, side > 0 ? 1 : 0]),
    tasks,
    p: p === null ? null : Array.from(p),
    seconds: patience,
  };
  const script = join(dirname(fileURLToPath(import.meta.url)), 'peers.py');
  const child = spawn(python, [script], { stdio: ['pipe', 'pipe', 'inherit'] });
  child.stdin.end(JSON.stringify(job));
  const chunks: Buffer[] = [];
  for await (const chunk of child.stdout) chunks.push(chunk as Buffer);
  return new Map(Object.entries(JSON.parse(Buffer.concat(chunks).toString('utf8')) as Record<string, PeerAnswer>));
}
