// Runs the mocha tests of one folder: `tsx test/runMocha.ts test/unit [part of a path]`. Ends with the closing line.
// `--share=2/3`: the second, fifth, eighth ... file of them, for three processes at once.
import { readdirSync } from 'node:fs';
import { join, resolve } from 'node:path';
import Mocha from 'mocha';
import { closingLine } from './support/counts.ts';

const words = process.argv.slice(2);
const [folder, part = ''] = words.filter(word => !word.startsWith('--'));
if (!folder) throw new Error('Name the folder of tests to run, for example test/unit.');
const [share = 1, shares = 1] =
  (words.find(word => word.startsWith('--share='))?.slice(8) ?? '').match(/\d+/g)?.map(Number) ?? [];

const files = readdirSync(folder, { recursive: true, encoding: 'utf8' })
  .filter(file => file.endsWith('.test.ts') && file.includes(part))
  .map(file => resolve(join(folder, file)))
  .sort()
  .filter((_, i) => i % shares === share - 1);
if (files.length === 0) throw new Error(`No *.test.ts below ${folder}${part ? ` with “${part}” in its path` : ''}.`);

const mocha = new Mocha({
  timeout: 60_000,
  reporter: 'spec',
  forbidOnly: Boolean(process.env.CI),
});
for (const file of files) mocha.addFile(file);
await mocha.loadFilesAsync();
const notes: string[] = [];
const runner = mocha.run(failures => {
  const stats = runner.stats;
  for (const note of notes) console.log(note);
  console.log(closingLine({ passed: stats?.passes ?? 0, failed: failures, skipped: stats?.pending ?? 0 }));
  process.exit(failures > 0 ? 1 : 0);
});
runner.on('fail', (test, error) => notes.push(`FAILED: ${test.fullTitle()} (${error.message.split('\n')[0]})`));
