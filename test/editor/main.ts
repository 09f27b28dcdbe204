// Tier 4: the extension in a real VS Code. `tsx test/editor/main.ts [host|workbench|installed]...` runs all parts or some.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import Mocha from 'mocha';
import { type Counts, closingLine } from '../support/counts.ts';
import { noteRetries, retries } from '../support/retries.ts';
import { installVscode, whyNoServedVscode } from '../support/vscodeInstall.ts';
import { bundleHostTests } from './support/bundle.ts';
import { runHostTests } from './support/hostRun.ts';
import type { Outcome } from './support/results.ts';

/** What the editor suites came to, with the titles of those that failed. */
export interface EditorResult extends Counts {
  readonly failures: readonly string[];
}

const parts = ['host', 'workbench', 'installed'] as const;

/** Runs the parts of the editor tier, printing each test's name. */
export async function runEditorSuites(wanted: readonly string[] = parts): Promise<EditorResult> {
  const why = whyNoServedVscode();
  const vscode = why ? null : await installVscode();
  const outcomes: Outcome[] = [];
  if (wanted.includes('host')) {
    await bundleHostTests();
    const fromHost = await runHostTests(vscode);
    fromHost.forEach(print);
    outcomes.push(...fromHost);
  }
  const rest = wanted.filter(part => part !== 'host');
  if (why) {
    for (const part of rest) outcomes.push({ title: `${part}: ${why}`, state: 'skipped' });
    outcomes.filter(({ state }) => state === 'skipped').forEach(print);
  } else if (rest.length > 0) outcomes.push(...(await runMocha(rest)));
  const count = (state: Outcome['state']) => outcomes.filter(outcome => outcome.state === state).length;
  const failures = outcomes.filter(({ state }) => state === 'failed').map(({ title }) => title);
  return { passed: count('passed'), failed: failures.length, skipped: count('skipped'), failures };
}

function print({ title, state, error }: Outcome): void {
  if (state === 'again') console.log(`SECOND TRY: ${title}`);
  else console.log(`  ${{ passed: '✔', failed: '✘', skipped: '-' }[state]} ${title}`);
  if (error) console.log(error.replace(/^/gm, '      '));
}

/** Runs `<part>.*.test.ts` beside this file in this process. */
async function runMocha(wanted: readonly string[]): Promise<Outcome[]> {
  const folder = resolve('test/editor');
  const all = readdirSync(folder)
    .filter(file => file.endsWith('.test.ts'))
    .sort();
  const files = wanted.flatMap(part => all.filter(file => file.startsWith(`${part}.`)));
  const mocha = new Mocha({ timeout: 120_000, reporter: 'spec', forbidOnly: Boolean(process.env.CI), retries });
  for (const file of files) mocha.addFile(join(folder, file));
  await mocha.loadFilesAsync();
  const outcomes: Outcome[] = [];
  await new Promise<void>(done => {
    const runner = mocha.run(() => done());
    runner.on('pass', test => outcomes.push({ title: test.fullTitle(), state: 'passed' }));
    runner.on('pending', test => outcomes.push({ title: test.fullTitle(), state: 'skipped' }));
    noteRetries(runner, console.log);
    runner.on('fail', test => outcomes.push({ title: test.fullTitle(), state: 'failed' }));
  });
  return outcomes;
}

if (process.argv[1] === fileURLToPath(import.meta.url)) {
  const wanted = process.argv.slice(2);
  const result = await runEditorSuites(wanted.length > 0 ? wanted : parts);
  for (const title of result.failures) console.log(`FAILED: ${title}`);
  console.log(closingLine(result));
  process.exit(result.failed > 0 ? 1 : 0);
}
