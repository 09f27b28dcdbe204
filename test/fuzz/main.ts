// `npm run fuzz`: tries made-up inputs on everything that reads what others wrote. Options: --target NAME[,NAME],
// --executions N (for each target), --seconds N (for each), --seed N, --keep (adds what reached something new to the
// corpus), --replay FILE (one input, with --target).
import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { bundle } from './bundle.ts';
import { readCorpus, writeCorpus } from './corpus.ts';
import type { Outcome } from './fault.ts';
import { targetNames } from './targetNames.ts';
import { watch } from './watch.ts';

const { values } = parseArgs({
  options: {
    target: { type: 'string' },
    executions: { type: 'string', default: '1e5' },
    seconds: { type: 'string', default: '60' },
    seed: { type: 'string', default: '1' },
    keep: { type: 'boolean', default: false },
    replay: { type: 'string' },
  },
});
const names = values.target?.split(',') ?? targetNames;
const unknown = names.filter(name => !targetNames.includes(name));
if (unknown.length > 0) {
  console.error(`No target ${unknown.join(', ')}. There are: ${targetNames.join(', ')}.`);
  process.exit(2);
}

/** Longest input that is kept in the corpus, and how many of a target. */
const keptBytes = 400;
const mostKept = 60;

const counters = await bundle(true);
const folder = join('out', 'fuzz', 'faults');
mkdirSync(folder, { recursive: true });
const outcomes: (Outcome & { readonly target: string })[] = [];
for (const name of names) {
  console.log(`${name} ...`);
  const { inputs, ...outcome } = await watch({
    names: [name],
    seed: Number(values.seed),
    executions: Number(values.executions),
    seconds: Number(values.seconds),
    counters,
    ...(values.replay !== undefined && { replay: readFileSync(values.replay).toString('base64') }),
  });
  outcomes.push({ ...outcome, target: name });
  console.log(`  ${outcome.executions} executions`);
  outcome.faults.forEach(({ kind, what, input }, i) => {
    const path = join(folder, `${name}-${values.seed}-${i}.bin`);
    const bytes = Buffer.from(input, 'base64');
    writeFileSync(path, bytes);
    console.log(
      `  ${kind}: ${what}\n    ${bytes.length} bytes in ${path}: ${JSON.stringify(bytes.toString('latin1', 0, 160))}`,
    );
  });
  if (values.keep) {
    const known = readCorpus(name);
    const short = inputs.filter(input => input.length <= keptBytes).toSorted((x, y) => x.length - y.length);
    writeCorpus(name, [...known, ...short.slice(0, Math.max(0, mostKept - known.length))]);
  }
}
console.log('');
console.log('| target | executions | a second | parts reached | faults |');
console.log('|---|---:|---:|---:|---:|');
for (const { target, executions, seconds, parts, faults } of outcomes) {
  const rate = Math.round(executions / Math.max(seconds, 0.001));
  console.log(`| ${target} | ${executions} | ${rate} | ${parts} | ${faults.length} |`);
}
const total = outcomes.reduce((sum, { executions }) => sum + executions, 0);
const wrong = outcomes.reduce((sum, { faults }) => sum + faults.length, 0);
console.log(`| all | ${total} | | | ${wrong} |`);
process.exitCode = wrong > 0 ? 1 : 0;
