import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Counts, readCounts, sumOf } from './counts.ts';
import type { Screen, Speaker } from './screen.ts';
import type { Suite } from './suites.ts';

/** What became of a suite. */
export interface Outcome {
  readonly suite: Suite;
  readonly counts: Counts | null;
  /** Why the suite did not run, or what ended it before its closing line. */
  readonly reason: string | null;
  readonly failed: boolean;
  readonly seconds: number;
  /** Lines of the suite's output that name tests that failed or were tried again. */
  readonly notes: readonly string[];
}

/** How a process of a suite ended. */
interface Ended {
  readonly code: number | string;
  readonly output: string;
}

/** Runs a suite in its processes, and tells what they say. */
export async function runSuite(suite: Suite, screen: Screen): Promise<Outcome> {
  const began = performance.now();
  const { command, processes = 1 } = suite;
  const claims = processes === 1 ? null : mkdtempSync(join(tmpdir(), 'pairlens-claims-'));
  const whole = claims === null ? command : [...command, `--claims=${claims}`];
  const speakers = Array.from({ length: processes }, () => screen.speaker());
  speakers[0]!.write(`\n== ${suite.name}: ${suite.title}\n`);
  try {
    const ended = await Promise.all(speakers.map(speaker => execute(whole, speaker)));
    return { ...outcomeOf(suite, ended), seconds: (performance.now() - began) / 1000 };
  } finally {
    for (const speaker of speakers) speaker.end();
    if (claims !== null) rmSync(claims, { recursive: true, force: true });
  }
}

function outcomeOf(suite: Suite, ended: readonly Ended[]): Omit<Outcome, 'seconds'> {
  const notes = ended.flatMap(({ output }) => output.split('\n').filter(line => /^(FAILED|SECOND TRY): /.test(line)));
  const parts = ended.map(({ code, output }) => ({ code, counts: readCounts(output) }));
  const broken = parts.find(({ counts }) => counts === null);
  if (broken)
    return { suite, counts: null, reason: `ended with ${broken.code} before its closing line`, failed: true, notes };
  const counts = sumOf(parts.flatMap(part => part.counts ?? []));
  if (counts.passed + counts.failed === 0) return { suite, counts, reason: 'no test ran', failed: true, notes };
  const odd = parts.find(part => part.code !== 0 && part.counts?.failed === 0);
  const failed = parts.some(({ code }) => code !== 0);
  return { suite, counts, reason: odd ? `ended with ${odd.code}` : null, failed, notes };
}

function execute(command: readonly string[], speaker: Speaker): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      speaker.write(text);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => {
      speaker.end();
      resolve({ code: code ?? signal ?? 'nothing', output });
    });
  });
}
