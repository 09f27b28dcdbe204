// All suites: `npm test`, or `npm test -- unit webview` for some of them. Two run at one time where each takes one core.

import { Cores } from './support/cores.ts';
import { type Counts, closingLine, sumOf } from './support/counts.ts';
import { prepare } from './support/preparing.ts';
import { type Outcome, runSuite } from './support/runSuite.ts';
import { Screen } from './support/screen.ts';
import { type Suite, suites } from './support/suites.ts';

const wanted = process.argv.slice(2);
const unknown = wanted.filter(name => !suites.some(suite => suite.name === name));
if (unknown.length > 0) {
  console.error(`No suite named ${unknown.join(', ')}. There are: ${suites.map(suite => suite.name).join(', ')}.`);
  process.exit(2);
}

const chosen = suites.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
const preparing = prepare(chosen.map(({ name }) => name));
const cores = new Cores(2);
const screen = new Screen(text => process.stdout.write(text));
const outcomes = await Promise.all(chosen.map(run));

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
  const reason = suite.missing === undefined ? null : await preparing.missing(suite.name);
  if (reason !== null) return { suite, counts: null, reason, failed: false, seconds: 0, notes: [] };
  return cores.with(suite.cores ?? suite.processes ?? 1, () => runSuite(suite, screen));
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
