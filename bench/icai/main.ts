// Inverse Constitutional AI: PairLens beside ICAI itself, on the same scripted server: `npm run bench:icai`, `-- --quick` on
// fewer comparisons, `-- cost`, `robustness` or `synthetic` for a part. Constitutions without a language model are measured by `npm run bench:principles`.
import { mkdtempSync, rmSync } from 'node:fs';
import { cpus, tmpdir } from 'node:os';
import { join } from 'node:path';
import { scriptedLlm } from '../../test/support/scriptedLlm.ts';
import { sharedData } from '../support/sharedData.ts';
import { costRows } from './cost.ts';
import { icaiPython } from './peer.ts';
import { robustnessRows } from './robustness.ts';
import { syntheticRows } from './synthetic.ts';

const quick = process.argv.includes('--quick');
const named = process.argv.slice(2).filter(word => !word.startsWith('--'));
const wanted = (part: 'cost' | 'robustness' | 'synthetic'): boolean => named.length === 0 || named.includes(part);
const work = mkdtempSync(join(tmpdir(), 'pairlens-bench-icai-'));
const llm = await scriptedLlm();
try {
  const python = wanted('cost') || wanted('robustness') ? await icaiPython() : null;
  console.log(`Measured on ${cpus()[0]?.model.trim()} x ${cpus().length}, Node ${process.version}.`);
  const bench = { llm, python, work, quick };
  if (wanted('cost')) {
    console.log(
      '\n| cost | answers after, ms | calls | tokens in | of these cached | tokens out | votes lost | first to last question, s | wall, s | CPU, s |',
    );
    console.log('|---|---|---|---|---|---|---|---|---|---|');
    for await (const row of costRows(bench)) console.log(row);
  }
  if (wanted('robustness')) {
    console.log(
      '\n| bad judge (10 % errors, 30 % for the first) | of 3 planted rules: in its constitution (ICAI: first 3) | in five rules | votes right | votes cast where a rule applies |',
    );
    console.log('|---|---|---|---|---|');
    for await (const row of robustnessRows(bench)) console.log(row);
  }
  const data = sharedData();
  if (data === null) {
    console.error('The synthetic sets need the shared preference data; set PAIRLENS_SHARED_DATA to its folder.');
  } else if (wanted('synthetic')) {
    console.log(
      '\n| synthetic labels, scripted judge | n | in sample | held out | up to 5 rules, in sample | held out | rules |',
    );
    console.log('|---|---|---|---|---|---|---|');
    for await (const row of syntheticRows(bench, data)) console.log(row);
  }
} finally {
  await llm.stop();
  rmSync(work, { recursive: true, force: true });
}
