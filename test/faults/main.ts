// Faults: `npm run faults -- [part ...] [--runs 500] [--seed 1]`. Each part goes wrong in its own way, again and again, and
// looks after each time whether anything was lost. The seed of a run makes it happen again: `--runs 1 --seed N`. `--minutes 10` begins no run later than that.
import { parseArgs } from 'node:util';
import { fileSystem } from './fileSystem.ts';
import { killAnywhere } from './killAnywhere.ts';
import { killInSave } from './killInSave.ts';
import { load } from './load.ts';
import { outside } from './outside.ts';
import type { Options, Outcome, Part } from './part.ts';
import { twoWindows } from './twoWindows.ts';

const parts: readonly Part[] = [killAnywhere, killInSave, fileSystem, outside, twoWindows, load];

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    minutes: { type: 'string', default: 'Infinity' },
    runs: { type: 'string', default: '20' },
    seed: { type: 'string', default: '1' },
  },
});
const options: Options = {
  runs: Number(values.runs),
  seed: Number(values.seed),
  until: performance.now() + Number(values.minutes) * 60_000,
  onFailure: failure => console.log(`  FAILED ${failure}`),
};
const unknown = positionals.filter(name => !parts.some(part => part.name === name));
if (
  unknown.length > 0 ||
  !Number.isInteger(options.runs) ||
  !Number.isInteger(options.seed) ||
  options.runs < 1 ||
  Number.isNaN(options.until)
) {
  console.error(
    `npm run faults -- [${parts.map(({ name }) => name).join('|')} ...] [--runs N] [--seed N] [--minutes N]`,
  );
  process.exit(2);
}

const outcomes: (readonly [Part, Outcome])[] = [];
for (const part of parts.filter(({ name }) => positionals.length === 0 || positionals.includes(name))) {
  console.log(`${part.name}: ${part.title} (seeds from ${options.seed})`);
  const outcome = await part.run(options);
  outcomes.push([part, outcome]);
}

console.log('\n| part | counts | failures |\n|---|---|---:|');
for (const [{ name }, { counts, failures }] of outcomes) {
  const list = Object.entries(counts).map(([what, n]) => `${n.toLocaleString('en')} ${what}`);
  console.log(`| ${name} | ${list.join(', ')} | ${failures.length} |`);
}
process.exit(outcomes.some(([, { failures }]) => failures.length > 0) ? 1 : 0);
