// What a streamed audit loses: real sets with known truth, audited as a whole and by a sample of them. `npm run bench:streamed
// [-- part of a set's id]`.
import { join } from 'node:path';
import type { Audit } from '../../src/audit/audit.ts';
import { auditSource } from '../../src/audit/streamed/auditSource.ts';
import { heldRows } from '../../src/audit/streamed/rowSource.ts';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { comparisonKey } from '../../src/dataset/comparisonKey.ts';
import { genericFormat } from '../../src/dataset/formats/generic.ts';
import { Random } from '../../src/reward/random.ts';
import { detection } from '../noise/detection.ts';
import { flipped } from '../noise/noisySet.ts';
import { mtBenchSet, pandaSet, ukpSet } from '../noise/sets.ts';
import { readRecords, sharedData } from '../support/sharedData.ts';

/** Comparisons with labels that are partly wrong. */
interface StreamedSet {
  readonly id: string;
  readonly name: string;
  readonly comparisons: readonly Comparison[];
  readonly truth: Int8Array;
  readonly labels: Int8Array;
  /** Comparisons to fit on. */
  readonly sample: number;
}

/** Comparisons of UKPConvArg1 that are taken: those of its first topics. */
const mostOfUkp = 5000;

function setsIn(folder: string): readonly StreamedSet[] {
  const known = [mtBenchSet(folder), pandaSet(folder)].map(({ id, name, comparisons, noisy }) => {
    const { labels, truth } = noisy(0);
    return { id, name: `${name}, 20 % flipped`, comparisons, labels, truth, sample: 400 };
  });
  const ukp = ukpSet(folder);
  const { labels, truth } = ukp.noisy(0);
  return [
    llmBar(join(folder, 'llmbar.judges.jsonl.gz')),
    ...known,
    {
      id: ukp.id,
      name: `${ukp.name}, first topics`,
      comparisons: ukp.comparisons.slice(0, mostOfUkp),
      labels: labels.slice(0, mostOfUkp),
      truth: truth.slice(0, mostOfUkp),
      sample: 1000,
    },
  ];
}

function llmBar(path: string): StreamedSet {
  const records = readRecords<object>(path);
  const { map = null } = genericFormat.detect(records.slice(0, 100));
  const comparisons = records.flatMap((record, row): Comparison[] => {
    const result = genericFormat.read(record, map);
    return result.ok ? [{ ...result.comparison, row, line: row + 1, key: '' }] : [];
  });
  const truth = Int8Array.from(comparisons, ({ label }) => (label === 'a' ? 1 : -1));
  const labels = flipped(truth, 0.2, new Random(9176));
  return { id: 'llmbar', name: 'LLMBar with judges, 20 % flipped', comparisons, truth, labels, sample: 150 };
}

async function audited({ id, comparisons, labels }: StreamedSet, fitSample: number): Promise<Audit> {
  const rows = comparisons.map((given, row) => {
    const comparison: Comparison = { ...given, key: comparisonKey(given), label: labels[row]! > 0 ? 'a' : 'b' };
    return { kind: 'comparison' as const, row, line: row + 1, comparison };
  });
  return auditSource(heldRows(rows), { file: id, format: 'made', seed: 0, fitSample });
}

function line({ name, comparisons, labels, truth }: StreamedSet, audit: Audit, seconds: number): string {
  const p = Float64Array.from(audit.rows, row => row.p ?? 0.5);
  const wrong = Uint8Array.from(truth, (side, i) => (side === labels[i] ? 0 : 1));
  const { auroc } = detection(
    p.map(value => 1 - value),
    p.map(value => (value < 0.5 ? 1 : 0)),
    wrong,
  );
  const right = [...truth.keys()].filter(i => labels[i]! * truth[i]! * (p[i]! - 0.5) > 0).length;
  const members = audit.figures.members.filter(({ used }) => used).map(({ id }) => id);
  const fitted = audit.figures.fittedOn ?? comparisons.length;
  const accuracy = ((100 * right) / comparisons.length).toFixed(1);
  return `| ${name} | ${comparisons.length} | ${fitted} | ${auroc.toFixed(3)} | ${accuracy} | ${members.join(', ')} | ${seconds.toFixed(0)} |`;
}

const folder = sharedData();
if (folder === null) throw new Error('The shared data are not there: see bench/support/sharedData.ts.');
const part = process.argv[2] ?? '';
console.log(
  '| labels | n | fitted on | AUROC of wrong labels | right by the ensemble, % | members in use | processor seconds |',
);
console.log('|---|---|---|---|---|---|---|');
for (const set of setsIn(folder).filter(({ id }) => id.includes(part))) {
  for (const fitSample of [Number.POSITIVE_INFINITY, set.sample]) {
    const before = process.cpuUsage();
    const audit = await audited(set, fitSample);
    const { user, system } = process.cpuUsage(before);
    console.log(line(set, audit, (user + system) / 1e6));
  }
}
