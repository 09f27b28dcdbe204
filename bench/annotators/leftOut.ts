import { readAll } from '../../src/audit/readAll.ts';
import type { Comparison } from '../../src/dataset/comparison.ts';
import { openDataset } from '../../src/dataset/openDataset.ts';
import { annotatorVotes } from '../../src/reward/annotators/annotatorVotes.ts';
import { Pace } from '../../src/reward/pace.ts';
import { prepare } from '../../src/reward/prepared.ts';
import { Random } from '../../src/reward/random.ts';
import type { Vote } from '../../src/reward/votes/dawidSkene.ts';
import { benchFolder } from '../support/sharedData.ts';
import { ourConsensus } from './ourConsensus.ts';
import { askPeers } from './peers.ts';
import { accuracyOf, overDraws, tableRows } from './scores.ts';

const sets = [
  ['MT-bench human', 'mt-bench-human.arena.jsonl.gz'],
  ['PandaLM', 'pandalm.3-annotators.json.gz'],
  ['squality', 'squality.rankings.jsonl.gz'],
] as const;

interface Crowd {
  /** One comparison a unit, sides in the order of the unit. */
  readonly comparisons: readonly Comparison[];
  readonly votes: readonly Vote[];
  readonly annotators: number;
}

/**
 * Sets without gold: of each pair with two decisive votes or more one is left out at random, and the consensus of the rest is
 * asked how it falls. No method can be right where people are divided, so that differences are small.
 */
export async function leftOutPart(
  folder: string,
  python: string | null,
  seeds: readonly number[],
  print: (line: string) => void,
): Promise<void> {
  for (const [name, file] of sets) {
    const { comparisons, votes, annotators } = await crowdOf(`${folder}/${file}`);
    const sums = new Map<string, { readonly accuracy: number[]; readonly seconds: number[] }>();
    const failed = new Map<string, string>();
    let asked = 0;
    for (const seed of seeds) {
      const { kept, truth } = leaveOut(votes, comparisons.length, new Random(29 + seed));
      asked = truth.reduce((sum, side) => sum + Math.abs(side), 0);
      const add = (method: string, q: ArrayLike<number>, seconds: number): void => {
        const sum = sums.get(method) ?? { accuracy: [], seconds: [] };
        sums.set(method, sum);
        sum.accuracy.push(accuracyOf(q, truth));
        sum.seconds.push(seconds);
      };
      const ours = await ourConsensus(comparisons, kept, annotators, { seed, partitions: 3 });
      add('PairLens: Dawid-Skene', ours.skill, ours.skillSeconds);
      add('PairLens: with the ensemble', ours.both, ours.bothSeconds);
      if (python === null) continue;
      for (const [method, answer] of await askPeers(python, kept, comparisons.length, ours.p)) {
        if ('why' in answer) failed.set(method, answer.why);
        else add(method, answer.q, answer.seconds);
      }
    }
    print(`\n### ${name}: a left-out vote by the consensus of the others (${asked} pairs, ${seeds.length} draws)\n`);
    print('| method | accuracy | seconds |\n|---|---|---|');
    const rows = [...sums].map(([method, { accuracy, seconds }]) => ({
      name: method,
      values: [accuracy],
      seconds: overDraws(seconds)[0],
    }));
    for (const line of tableRows(rows, 0.0005)) print(line);
    for (const [method, why] of failed) print(`| ${method} | - | ${why} |`);
  }
}

async function crowdOf(path: string): Promise<Crowd> {
  const dataset = await openDataset(path, { storage: benchFolder });
  try {
    const rows = await readAll(dataset, () => undefined);
    const all = rows.flatMap(row => (row.kind === 'comparison' ? [row.comparison] : []));
    const from = annotatorVotes(all, { prepared: await prepare(all, new Pace()) });
    const comparisons: Comparison[] = [];
    for (const [i, unit] of from.unitOf.entries()) {
      const c = all[i]!;
      if (comparisons[unit] === undefined) comparisons[unit] = from.turn[i]! > 0 ? c : { ...c, a: c.b, b: c.a };
    }
    const votes = from.votes.flatMap(({ unit, annotator, side }): Vote[] =>
      side === 1 || side === -1 ? [{ comparison: unit, annotator, side }] : [],
    );
    return { comparisons, votes, annotators: from.names.length };
  } finally {
    await dataset.close();
  }
}

function leaveOut(
  votes: readonly Vote[],
  units: number,
  random: Random,
): { readonly kept: Vote[]; readonly truth: Int8Array } {
  const on = Array.from({ length: units }, (): Vote[] => []);
  for (const vote of votes) on[vote.comparison]!.push(vote);
  const truth = new Int8Array(units);
  const kept = on.flatMap((here, unit) => {
    if (here.length < 2) return here;
    const out = random.below(here.length);
    truth[unit] = here[out]!.side;
    return here.filter((_, k) => k !== out);
  });
  return { kept, truth };
}
