import { join } from 'node:path';
import type { Comparison } from '../../../src/dataset/comparison.ts';
import { genericFormat } from '../../../src/dataset/formats/generic.ts';
import { combineJudges } from '../../../src/reward/judges/combineJudges.ts';
import { judgeTable, voteOf } from '../../../src/reward/judges/judgeTable.ts';
import { Random } from '../../../src/reward/random.ts';
import { readRecords } from '../../support/sharedData.ts';
import type { PartRun } from './part.ts';

/** LLMBar: accuracy of its judges together, by how many gold labels are known; many random draws of these. */
export async function judgesPart({ folder, quick, print }: PartRun): Promise<void> {
  const comparisons = readByFormat(join(folder, 'llmbar.judges.jsonl.gz'));
  const truth = Int8Array.from(comparisons, c => (c.label === 'a' ? 1 : -1));
  const judges = judgeTable(comparisons);
  const n = truth.length;
  const majority = Float64Array.from(truth, (_, i) => judges.reduce((sum, judge) => sum + voteOf(judge, i), 0));
  const draws = quick ? 20 : 500;
  print(`\n### ${judges.length} judges in both orders, LLMBar (${n} comparisons, ${draws} draws of anchors)\n`);
  print(`Majority of all runs: ${accuracy(majority, truth, () => true).toFixed(3)}.\n`);
  print('| gold anchors | accuracy on the rest | 5 % of draws below | must | goal |\n|---|---|---|---|---|');
  for (const count of [0, 5, 10, 20, 50]) {
    const found: number[] = [];
    for (let draw = 0; draw < (count === 0 ? 1 : draws); draw++) {
      const drawn = new Set(new Random(6007 + draw).shuffle(Int32Array.from(truth, (_, i) => i)).subarray(0, count));
      const anchors = truth.map((y, i) => (drawn.has(i) ? y : 0));
      const folds = { count: 2, of: Uint8Array.from(truth, (_, i) => (drawn.has(i) ? 1 : 0)) };
      found.push(accuracy(combineJudges(judges, anchors, folds), truth, i => !drawn.has(i)));
    }
    found.sort((x, y) => x - y);
    const mean = found.reduce((sum, x) => sum + x, 0) / found.length;
    const low = found[Math.floor(0.05 * found.length)]!;
    print(`| ${count} | ${mean.toFixed(3)} | ${low.toFixed(3)} | ${count === 20 ? '.850 | .880' : '- | -'} |`);
  }
}

function readByFormat(path: string): Comparison[] {
  const records = readRecords<object>(path);
  const { map = null } = genericFormat.detect(records.slice(0, 100));
  return records.flatMap((record, row) => {
    const result = genericFormat.read(record, map);
    return result.ok ? [{ ...result.comparison, row, line: row + 1, key: String(row) }] : [];
  });
}

/** A margin of 0 or none counts half. */
function accuracy(margins: Float64Array, truth: Int8Array, use: (row: number) => boolean): number {
  let hits = 0;
  let n = 0;
  for (let i = 0; i < truth.length; i++) {
    if (!use(i)) continue;
    n++;
    const agreeing = margins[i]! * truth[i]!;
    hits += agreeing > 0 ? 1 : agreeing < 0 ? 0 : 0.5;
  }
  return hits / n;
}
