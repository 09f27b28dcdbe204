// All suites, one after another: `npm test`, or `npm test -- unit webview` for some of them.
import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type Counts, closingLine, readCounts, sumOf } from './support/counts.ts';
import { prepare } from './support/preparing.ts';
import { type Suite, suites } from './support/suites.ts';

interface Outcome {
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

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !suites.some(suite => suite.name === name));
if (unknown.length > 0) {
  console.error(`No suite named ${unknown.join(', ')}. There are: ${suites.map(suite => suite.name).join(', ')}.`);
  process.exit(2);
}

const chosen = suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const preparing = prepare(chosen.map(({ name }) => name));
const outcomes: Outcome[] = [];
for (const suite of chosen) {
  outcomes.push(await run(suite));
}

console.log('');
for (const { suite, notes } of outcomes) for (const note of notes) console.log(`${suite.name}: ${note}`);
console.log('Suites');
for (const { suite, counts, reason, seconds } of outcomes) {
  const what = counts ? `run: ${closingLine(counts)}, in ${Math.round(seconds)} s` : 'not run';
  console.log(`  ${suite.name.padEnd(12)} ${what}${reason ? ` (${reason})` : ''}`);
}
console.log(closingLine(total(outcomes)));
process.exitCode = outcomes.some(outcome => outcome.failed) ? 1 : 0;

async function run(suite: Suite): Promise<Outcome> {
  const absent = suite.missing === undefined ? null : await preparing.missing(suite.name);
  if (absent) return { suite, counts: null, reason: absent, failed: false, seconds: 0, notes: [] };
  console.log(`\n== ${suite.name}: ${suite.title}`);
  const began = performance.now();
  const ended = await runProcesses(suite);
  // What was not shown as it came.
  for (const { output } of ended.slice(1)) process.stdout.write(output);
  return { ...outcomeOf(suite, ended), seconds: (performance.now() - began) / 1000 };
}

async function runProcesses({ command, processes = 1 }: Suite): Promise<Ended[]> {
  if (processes === 1) return [await execute(command, true)];
  const claims = mkdtempSync(join(tmpdir(), 'pairlens-claims-'));
  try {
    const shared = [...command, `--claims=${claims}`];
    return await Promise.all(Array.from({ length: processes }, (_, i) => execute(shared, i === 0)));
  } finally {
    rmSync(claims, { recursive: true, force: true });
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

/** @param isShown - whether its output is shown as it comes */
function execute(command: readonly string[], isShown: boolean): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      if (isShown) process.stdout.write(text);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal ?? 'nothing', output }));
  });
}

/** Sum over the suites; one that broke off counts as one failure more than it could report. */
function total(all: readonly Outcome[]): Counts {
  return sumOf(
    all.map(({ counts, failed }) => ({
      passed: counts?.passed ?? 0,
      failed: (counts?.failed ?? 0) + (failed && !counts?.failed ? 1 : 0),
      skipped: counts?.skipped ?? 0,
    })),
  );
}
