// Runs the mocha tests of one folder: `tsx test/runMocha.ts test/unit [part of a path]`. Ends with the closing line.
// `--claims=FOLDER`: other processes run the same tests, and each file is for the one that takes it first.
import { readdirSync, statSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Mocha from 'mocha';
import { type Counts, closingLine, sumOf } from './support/counts.ts';

const words = process.argv.slice(2);
const [folder, part = ''] = words.filter(word => !word.startsWith('--'));
if (!folder) throw new Error('Name the folder of tests to run, for example test/unit.');
const claims = words.find(word => word.startsWith('--claims='))?.slice('--claims='.length);

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.test.ts') && file.includes(part))
  .sort()
  .map(file => resolve(join(folder, file)));
if (files.length === 0) throw new Error(`No *.test.ts below ${folder}${part ? ` with “${part}” in its path` : ''}.`);

const notes: string[] = [];
const counts: Counts[] = [];
if (claims === undefined) counts.push(await run(files));
else for (const file of largestFirst(files)) if (isMine(file, claims)) counts.push(await run([file]));
for (const note of notes) console.log(note);
const sum = sumOf(counts);
console.log(closingLine(sum));
process.exit(sum.failed > 0 ? 1 : 0);

async function run(some: readonly string[]): Promise<Counts> {
  const mocha = new Mocha({
    timeout: 60_000,
    reporter: 'spec',
    forbidOnly: Boolean(process.env.CI),
  });
  for (const file of some) mocha.addFile(file);
  await mocha.loadFilesAsync();
  const ran = await new Promise<Counts>(done => {
    const runner = mocha.run(failed => {
      const stats = runner.stats;
      done({ passed: stats?.passes ?? 0, failed, skipped: stats?.pending ?? 0 });
    });
    runner.on('fail', (test, error) => notes.push(`FAILED: ${test.fullTitle()} (${error.message.split('\n')[0]})`));
  });
  // One of many in this process: what it listens to is let go.
  mocha.dispose();
  return ran;
}

/** What takes long is begun early, as far as its size tells. */
function largestFirst(all: readonly string[]): string[] {
  const sizes = new Map(all.map(file => [file, statSync(file).size]));
  return all.toSorted((one, other) => sizes.get(other)! - sizes.get(one)!);
}

/** Takes a file, unless another process has. */
function isMine(file: string, taken: string): boolean {
  try {
    writeFileSync(join(taken, `${files.indexOf(file)}`), '', { flag: 'wx' });
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'EEXIST') return false;
    throw error;
  }
}
