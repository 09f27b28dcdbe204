import { Random } from '../../src/reward/random.ts';
import { ukpSet } from '../noise/sets.ts';
import { drawVotes, ukpVotes } from '../noise/ukpVotes.ts';
import { ourConsensus } from './ourConsensus.ts';
import { askPeers } from './peers.ts';
import { accuracyOf, tableRows, wrongVotesAuroc } from './scores.ts';

interface Sums {
  accuracy: number;
  auroc: number;
  seconds: number;
  runs: number;
}

/** UKPConvArg1: consensus of 1, 2 and 3 random votes against gold, and which single votes are wrong. */
export async function goldPart(
  folder: string,
  python: string | null,
  seeds: number,
  print: (line: string) => void,
  counts: readonly number[] = [1, 2, 3],
): Promise<void> {
  const set = ukpSet(folder);
  const all = ukpVotes(folder);
  const { truth } = set.noisy(0);
  for (const count of counts) {
    const sums = new Map<string, Sums>();
    const failed = new Map<string, string>();
    for (let seed = 0; seed < seeds; seed++) {
      const votes = drawVotes(all, count, new Random(811 + seed));
      const add = (name: string, q: ArrayLike<number>, seconds: number): void => {
        const sum = sums.get(name) ?? { accuracy: 0, auroc: 0, seconds: 0, runs: 0 };
        sums.set(name, sum);
        sum.accuracy += accuracyOf(q, truth);
        sum.auroc += wrongVotesAuroc(votes, q, truth);
        sum.seconds += seconds;
        sum.runs++;
      };
      const ours = await ourConsensus(set.comparisons, votes, all.annotators, { seed, partitions: 1 });
      add('PairLens: Dawid-Skene', ours.skill, ours.skillSeconds);
      add('PairLens: with the ensemble', ours.both, ours.bothSeconds);
      if (python === null) continue;
      for (const [name, answer] of await askPeers(python, votes, truth.length, ours.p)) {
        if ('why' in answer) failed.set(name, answer.why);
        else add(name, answer.q, answer.seconds);
      }
    }
    print(
      `\n### UKPConvArg1, ${count} random ${count === 1 ? 'vote' : 'votes'} a pair against gold (${seeds} ${seeds === 1 ? 'draw' : 'draws'})\n`,
    );
    print('| method | accuracy | AUROC of wrong votes | seconds |\n|---|---|---|---|');
    const rows = [...sums].map(([name, { accuracy, auroc, seconds, runs }]) => ({
      name,
      values: [accuracy / runs, auroc / runs],
      seconds: seconds / runs,
    }));
    for (const line of tableRows(rows, 0.0005)) print(line);
    for (const [name, why] of failed) print(`| ${name} | - | - | ${why} |`);
  }
}
