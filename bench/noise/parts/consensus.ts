import { runEnsemble } from '../../../src/reward/ensemble.ts';
import { sigmoid } from '../../../src/reward/numbers.ts';
import { Random } from '../../../src/reward/random.ts';
import { crowdlab } from '../../../src/reward/votes/crowdlab.ts';
import { dawidSkene, type Vote } from '../../../src/reward/votes/dawidSkene.ts';
import { ensemblePrior } from '../../../src/reward/votes/ensemblePrior.ts';
import { detection } from '../detection.ts';
import { ukpSet } from '../sets.ts';
import { drawVotes, ukpVotes } from '../ukpVotes.ts';
import type { PartRun } from './part.ts';

const targets: Readonly<Record<number, readonly [must: number, goal: number]>> = { 1: [0.875, 0.89], 3: [0.94, 0.95] };

/** UKP: consensus of one and of three random votes against gold, and which single votes are wrong. */
export async function consensusPart({ folder, quick, members, print }: PartRun): Promise<void> {
  const set = ukpSet(folder);
  const all = ukpVotes(folder);
  const { truth } = set.noisy(0);
  const n = truth.length;
  print('\n### Consensus of random votes against gold (UKPConvArg1)\n');
  print('| votes | majority | Dawid-Skene | CROWDLAB | Dawid-Skene with the ensemble as prior | must | goal |');
  print('|---|---|---|---|---|---|---|');
  const wrongVotes: string[] = [];
  for (const count of [1, 3]) {
    const sums = { majority: 0, skill: 0, crowd: 0, prior: 0 };
    const single = { majority: 0, prior: 0 };
    const seeds = quick ? 1 : 3;
    for (let seed = 0; seed < seeds; seed++) {
      const votes = drawVotes(all, count, new Random(811 + seed));
      const tally = new Float64Array(n);
      for (const { comparison, side } of votes) tally[comparison]! += side;
      const labels = Int8Array.from(tally, Math.sign);
      const { margin } = await runEnsemble(set.comparisons, {
        seed,
        labels,
        ...(members && { members }),
        ...(quick && { seeds: 1 }),
      });
      const share = tally.map(t => 0.5 + t / (2 * count));
      const byTally = Float64Array.from(margin, m => (Number.isNaN(m) ? 0.5 : sigmoid(m)));
      const skill = dawidSkene(votes, n, all.annotators);
      const withPrior = dawidSkene(votes, n, all.annotators, ensemblePrior(margin, votes, all.annotators));
      const crowd = crowdlab(votes, n, all.annotators, byTally);
      sums.majority += accuracy(share, truth) / seeds;
      sums.skill += accuracy(skill.q, truth) / seeds;
      sums.crowd += accuracy(crowd, truth) / seeds;
      sums.prior += accuracy(withPrior.q, truth) / seeds;
      single.majority += votesAuroc(votes, share, truth) / seeds;
      single.prior += votesAuroc(votes, withPrior.q, truth) / seeds;
    }
    const [must, goal] = targets[count]!;
    const cells = [sums.majority, sums.skill, sums.crowd, sums.prior, must, goal].map(x => x.toFixed(3));
    print(`| ${count} | ${cells.join(' | ')} |`);
    if (count === 3) {
      wrongVotes.push(`| ${single.majority.toFixed(3)} | ${single.prior.toFixed(3)} | .970 | .975 |`);
    }
  }
  print('\n### Single wrong votes of three, AUROC (UKPConvArg1)\n');
  print('| majority | Dawid-Skene with the ensemble as prior | must | goal |\n|---|---|---|---|');
  for (const line of wrongVotes) print(line);
}

function accuracy(q: ArrayLike<number>, truth: Int8Array): number {
  let hits = 0;
  for (let i = 0; i < truth.length; i++) hits += q[i] === 0.5 ? 0.5 : q[i]! > 0.5 === truth[i]! > 0 ? 1 : 0;
  return hits / truth.length;
}

function votesAuroc(votes: readonly Vote[], q: ArrayLike<number>, truth: Int8Array): number {
  const suspicion = votes.map(({ comparison, side }) => (side > 0 ? 1 - q[comparison]! : q[comparison]!));
  const wrong = votes.map(({ comparison, side }) => (side === truth[comparison] ? 0 : 1));
  return detection(suspicion, wrong, wrong).auroc;
}
