import { runEnsemble } from '../../../src/reward/ensemble.ts';
import { builtInMembers } from '../../../src/reward/members/members.ts';
import { logit } from '../../../src/reward/numbers.ts';
import { Random } from '../../../src/reward/random.ts';
import type { RewardModel } from '../../../src/reward/rewardModel.ts';
import { detection } from '../detection.ts';
import type { NoisySet } from '../noisySet.ts';
import type { PartRun } from './part.ts';
import { reviewedByTruth } from './reviewing.ts';

const verdictCounts = [0, 20, 50];
const accuracies = [0.7, 0.8, 0.9];

/** What 20 and 50 blind verdicts change on the comparisons without a verdict. */
export async function anchorsPart(run: PartRun): Promise<void> {
  run.print('\n### Lift from verdicts given blind, on the comparisons without one\n');
  run.print('| set | verdicts | AUROC of wrong labels | accuracy against the truth |\n|---|---|---|---|');
  for (const set of run.sets) {
    for (const count of verdictCounts) {
      await line(run, set, String(count), count, run.members ?? builtInMembers);
    }
  }
}

/** What a member of stated accuracy would change. It is made up from the truth: simulated. */
export async function simulatedPart(run: PartRun): Promise<void> {
  run.print(
    '\n### Lift from a simulated member of stated accuracy (made up from the truth), with and without 50 verdicts\n',
  );
  run.print('| set | member | AUROC of wrong labels | accuracy against the truth |\n|---|---|---|---|');
  for (const set of run.sets) {
    const members = run.members ?? builtInMembers;
    await line(run, set, 'none', 0, members);
    for (const accuracy of accuracies) {
      await line(run, set, `simulated, ${accuracy}`, 0, members, accuracy);
      await line(run, set, `simulated, ${accuracy}, 50 verdicts`, 50, members, accuracy);
    }
  }
}

async function line(
  { quick, print }: PartRun,
  set: NoisySet,
  name: string,
  count: number,
  members: readonly RewardModel[],
  accuracy?: number,
): Promise<void> {
  const seeds = set.seeds.slice(0, quick ? 1 : 3);
  let auroc = 0;
  let right = 0;
  for (const seed of seeds) {
    const { labels, truth } = set.noisy(seed);
    const review = reviewedByTruth(labels, truth, { count, given: 'blind', seed });
    const { p, margin } = await runEnsemble(set.comparisons, {
      seed,
      labels: review.labels,
      reviews: review.reviews,
      members: accuracy === undefined ? members : [...members, simulatedMember(truth, accuracy, seed)],
      ...(quick && { seeds: 1 }),
    });
    // The same comparisons whatever the number of verdicts.
    const kept = reviewedByTruth(labels, truth, { count: Math.max(...verdictCounts), given: 'blind', seed }).drawn;
    const rows = Array.from(labels, (_, i) => i).filter(i => !kept.has(i));
    const wrong = rows.map(i => (labels[i] === truth[i] ? 0 : 1));
    auroc +=
      detection(
        rows.map(i => 1 - p[i]!),
        wrong,
        wrong,
      ).auroc / seeds.length;
    right += rows.filter(i => margin[i]! * truth[i]! > 0).length / rows.length / seeds.length;
  }
  print(`| ${set.id} | ${name} | ${auroc.toFixed(3)} | ${right.toFixed(3)} |`);
}

/** Margins toward the truth with the chance that is stated, larger where they are right. */
function simulatedMember(truth: Int8Array, accuracy: number, seed: number): RewardModel {
  const random = new Random(90_001 + seed);
  const scale = logit(accuracy);
  const margins = Float64Array.from(truth, y => (random.next() < accuracy ? y : -y) * scale * (0.5 + random.next()));
  return {
    id: 'simulated',
    name: 'Simulated member',
    kind: 'zero-shot',
    learns: false,
    margins: async () => ({ margins }),
  };
}
