import { Random } from '../../src/reward/random.ts';
import { ukpSet } from '../noise/sets.ts';
import { drawVotes, ukpVotes } from '../noise/ukpVotes.ts';
import { ourConsensus } from './ourConsensus.ts';
import { askPeers } from './peers.ts';
import { accuracyOf, overDraws, tableRows, wrongVotesAuroc } from './scores.ts';

/** A value for each draw. */
interface Draws {
  readonly accuracy: number[];
  readonly auroc: number[];
  readonly seconds: number[];
}

/** UKPConvArg1: consensus of 1, 2 and 3 random votes against gold, and which single votes are wrong. */
export async function goldPart(
  folder: string,
  python: string | null,
  seeds: readonly number[],
  print: (line: string) => void,
  counts: readonly number[] = [1, 2, 3],
): Promise<void> {
  const set = ukpSet(folder);
  const all = ukpVotes(folder);
  const { truth } = set.noisy(0);
  for (const count of counts) {
    const sums = new Map<string, Draws>();
    const failed = new Map<string, string>();
    for (const seed of seeds) {
      const votes = drawVotes(all, count, new Random(811 + seed));
      const add = (name: string, q: ArrayLike<number>, seconds: number): void => {
        const sum = sums.get(name) ?? { accuracy: [], auroc: [], seconds: [] };
        sums.set(name, sum);
        sum.accuracy.push(accuracyOf(q, truth));
        sum.auroc.push(wrongVotesAuroc(votes, q, truth));
        sum.seconds.push(seconds);
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
      `\n### UKPConvArg1, ${count} random ${count === 1 ? 'vote' : 'votes'} a pair against gold (${seeds.length} ${seeds.length === 1 ? 'draw' : 'draws'})\n`,
    );
    print('| method | accuracy | AUROC of wrong votes | seconds |\n|---|---|---|---|');
    const rows = [...sums].map(([name, { accuracy, auroc, seconds }]) => ({
      name,
      values: [accuracy, auroc],
      seconds: overDraws(seconds)[0],
    }));
    for (const line of tableRows(rows, 0.0005)) print(line);
    for (const [name, why] of failed) print(`| ${name} | - | - | ${why} |`);
  }
}
