// All suites, one after another: `npm test`, or `npm test -- unit webview` for some of them.
import { spawn } from 'node:child_process';
import { type Counts, closingLine, readCounts } from './support/counts.ts';
import { type Suite, suites } from './support/suites.ts';

interface Outcome {
  readonly suite: Suite;
  readonly counts: Counts | null;
  /** Why the suite did not run, or what ended it before its closing line. */
  readonly reason: string | null;
  readonly failed: boolean;
  /** Lines of the suite's output that name tests that failed or were tried again. */
  readonly notes: readonly string[];
}

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !suites.some(suite => suite.name === name));
if (unknown.length > 0) {
  console.error(`No suite named ${unknown.join(', ')}. There are: ${suites.map(suite => suite.name).join(', ')}.`);
  process.exit(2);
}

const outcomes: Outcome[] = [];
for (const suite of suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name))) {
  outcomes.push(await run(suite));
}

console.log('');
for (const { suite, notes } of outcomes) for (const note of notes) console.log(`${suite.name}: ${note}`);
console.log('Suites');
for (const { suite, counts, reason } of outcomes) {
  const what = counts ? `run: ${closingLine(counts)}` : 'not run';
  console.log(`  ${suite.name.padEnd(12)} ${what}${reason ? ` (${reason})` : ''}`);
}
console.log(closingLine(total(outcomes)));
process.exitCode = outcomes.some(outcome => outcome.failed) ? 1 : 0;

async function run(suite: Suite): Promise<Outcome> {
  const absent = suite.missing?.() ?? null;
  if (absent) return { suite, counts: null, reason: absent, failed: false, notes: [] };
  console.log(`\n== ${suite.name}: ${suite.title}`);
  const { code, output } = await execute(suite.command);
  const counts = readCounts(output);
  const notes = output.split('\n').filter(line => /^(FAILED|SECOND TRY): /.test(line));
  if (!counts)
    return { suite, counts: null, reason: `ended with ${code} before its closing line`, failed: true, notes };
  if (counts.passed + counts.failed === 0) return { suite, counts, reason: 'no test ran', failed: true, notes };
  const odd = code !== 0 && counts.failed === 0;
  return { suite, counts, reason: odd ? `ended with ${code}` : null, failed: code !== 0, notes };
}

function execute(command: readonly string[]): Promise<{ code: number | string; output: string }> {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['--import', 'tsx', ...command], { stdio: ['ignore', 'pipe', 'inherit'] });
    let output = '';
    child.stdout.setEncoding('utf8').on('data', (text: string) => {
      output += text;
      process.stdout.write(text);
    });
    child.on('error', reject);
    child.on('close', (code, signal) => resolve({ code: code ?? signal ?? 'nothing', output }));
  });
}

/** Sum over the suites; one that broke off counts as one failure more than it could report. */
function total(all: readonly Outcome[]): Counts {
  return all.reduce<Counts>(
    (sum, { counts, failed }) => ({
      passed: sum.passed + (counts?.passed ?? 0),
      failed: sum.failed + (counts?.failed ?? 0) + (failed && !counts?.failed ? 1 : 0),
      skipped: sum.skipped + (counts?.skipped ?? 0),
    }),
    { passed: 0, failed: 0, skipped: 0 },
  );
}
