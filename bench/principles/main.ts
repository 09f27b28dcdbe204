// How much of real labels a constitution of measurable principles reconstructs, on prompts that its selection never saw, and
// which wordings of proposals are joined: `npm run bench:principles`, `-- --quick` without the reward ensemble; `-- labels` or
// `-- wordings` for a part.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Comparison } from '../../src/dataset/comparison.ts';
import type { PrinciplesResult, Share } from '../../src/principles/principlesResult.ts';
import { runPrinciples } from '../../src/principles/runPrinciples.ts';
import { runEnsemble } from '../../src/reward/ensemble.ts';
import { sharedData } from '../support/sharedData.ts';
import type { PrincipleSet } from './sets.ts';
import { sets, synthetic } from './sets.ts';
import { wordingRows } from './wordings/rows.ts';

const quick = process.argv.includes('--quick');
const named = process.argv.slice(2).filter(word => !word.startsWith('--'));
const wanted = (part: 'labels' | 'wordings'): boolean => named.length === 0 || named.includes(part);
const seed = 1;
const folder = sharedData();
if (folder === null && wanted('labels')) {
  console.error('The benchmark needs the shared preference data; set PAIRLENS_SHARED_DATA to its folder.');
  process.exit(2);
}
const storage = mkdtempSync(join(tmpdir(), 'pairlens-bench-'));

const points = (value: number): string => (100 * value).toFixed(1);
const cell = ({ value, low, high }: Share): string => `${points(value)} (${points(low)}–${points(high)})`;
const rulesOf = ({ principles }: PrinciplesResult): string[] =>
  principles
    .filter(({ place }) => place !== null)
    .sort((x, y) => x.place! - y.place!)
    .map(({ short }) => short);

/** How much of the ensemble's lead over chance a constitution keeps. */
const kept = (built: Share, ensemble: Share | null): string =>
  ensemble === null ? '–' : `${Math.round((100 * (built.value - 0.5)) / (ensemble.value - 0.5))} %`;

async function ensembleOf(comparisons: readonly Comparison[]): Promise<(index: number) => boolean | null> {
  const { p } = await runEnsemble(comparisons, { seed });
  return index => (Number.isNaN(p[index]!) ? null : p[index]! > 0.5);
}

async function measureSet(set: PrincipleSet): Promise<string> {
  const comparisons = await set.load(folder!, storage);
  const ensembleCorrect = quick ? () => null : await ensembleOf(comparisons);
  const began = performance.now();
  const chosen = await runPrinciples(comparisons, { seed, ensembleCorrect });
  const seconds = (performance.now() - began) / 1000;
  const five = await runPrinciples(comparisons, { seed, ensembleCorrect, most: 5, full: true });
  const ten = await runPrinciples(comparisons, { seed, ensembleCorrect, most: 10, full: true });
  const built = chosen.reconstruction;
  if (built === null || five.reconstruction === null || ten.reconstruction === null) {
    return `| ${set.name} | ${chosen.why} |`;
  }
  console.error(`${set.name}, ${seconds.toFixed(1)} s, ${built.decides}: ${rulesOf(chosen).join('; ')}`);
  const { constitution: byFive } = five.reconstruction;
  const { constitution: byTen } = ten.reconstruction;
  const columns = [
    set.name,
    built.n,
    points(built.majority.value),
    cell(built.longerWins),
    `${cell(built.constitution)}, ${rulesOf(chosen).length}`,
    cell(byFive),
    cell(byTen),
    built.ensemble === null ? '–' : cell(built.ensemble),
    kept(byFive, built.ensemble),
    kept(byTen, built.ensemble),
  ];
  return `| ${columns.join(' | ')} |`;
}

/** In sample, as ICAI's paper measures: a constitution judged by the labels that it was selected on. */
async function measureSynthetic(set: PrincipleSet): Promise<string> {
  const comparisons = await set.load(folder!, storage);
  const result = await runPrinciples(comparisons, { seed, most: 5 });
  const built = result.reconstruction;
  const inSample = 0.5 + result.principles.reduce((sum, { gain }) => sum + (gain ?? 0), 0);
  const cells =
    built === null ? ['–', result.why, ''] : [points(inSample), cell(built.constitution), rulesOf(result).join('; ')];
  return `| ${[set.name, comparisons.length, ...cells].join(' | ')} |`;
}

try {
  console.log(`Measured on ${cpus()[0]?.model.trim()} x ${cpus().length}, Node ${process.version}, seed ${seed}.\n`);
  if (wanted('labels')) {
    console.log(
      '| labels | n | more frequent side | longer | selected, rules | 5 rules | 10 rules | reward ensemble | kept by 5 | kept by 10 |',
    );
    console.log('|---|---|---|---|---|---|---|---|---|---|');
    for (const set of sets) console.log(await measureSet(set));
    console.log('\n| synthetic labels | n | in sample | held out | rules |');
    console.log('|---|---|---|---|---|');
    for (const set of synthetic) console.log(await measureSynthetic(set));
  }
  if (wanted('wordings')) for await (const line of wordingRows(storage)) console.log(line);
} finally {
  rmSync(storage, { recursive: true, force: true });
}
