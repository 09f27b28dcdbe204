import { checkedShare } from '../../../src/reward/checkedShare.ts';
import { runEnsemble } from '../../../src/reward/ensemble.ts';
import type { EnsembleResult } from '../../../src/reward/ensembleResult.ts';
import { expectedWrong } from '../../../src/reward/figures/expectedWrong.ts';
import { flipRateOf } from '../../../src/reward/flipRate.ts';
import { sigmoid } from '../../../src/reward/numbers.ts';
import { Random } from '../../../src/reward/random.ts';
import { flipped } from '../noisySet.ts';
import type { PartRun } from './part.ts';
import { reviewedByTruth } from './reviewing.ts';

const firsts = [50, 100, 200];
const checked = 100;

/** Expected against true wrong labels at the head of the list, after a random check of 100 labels. */
export async function expectedPart({ sets, quick, members, print }: PartRun): Promise<void> {
  print(`\n### Wrong labels in the first k: expected (95 % bounds) and true, after a random check of ${checked}\n`);
  print(
    '| set | seed | flip rate (exact interval), truth | first 50 | first 100 | first 200 |\n|---|---|---|---|---|---|',
  );
  let inside = 0;
  let all = 0;
  for (const set of sets) {
    for (const seed of set.seeds.slice(0, quick ? 1 : 3)) {
      const { labels, truth } = set.noisy(seed);
      const review = reviewedByTruth(labels, truth, { count: checked, given: 'random', seed });
      const result = await runEnsemble(set.comparisons, {
        seed,
        labels: review.labels,
        reviews: review.reviews,
        ...(members && { members }),
        ...(quick && { seeds: 1 }),
      });
      const wrong = labels.map((y, i) => (y === truth[i] ? 0 : 1));
      const cells = counted(result, wrong);
      inside += cells.filter(cell => cell.inside).length;
      all += cells.length;
      print(`| ${set.id} | ${seed} | ${rateText(result, wrong)} | ${cells.map(({ text }) => text).join(' | ')} |`);
    }
  }
  print(`\nTrue counts within the bounds: ${inside} of ${all}.`);
  simulated(quick ? 50 : 500, print);
}

/**
 * Calibrated scores of accuracy .61 and 10 % flips anywhere, the rate known from a check of 100: simulated. The margin of
 * the better response is drawn so that sigmoid(margin) is its probability.
 */
function simulated(runs: number, print: (line: string) => void): void {
  const n = 2000;
  const tally = firsts.map(() => ({ expected: 0, true: 0, inside: 0, naive: 0 }));
  for (let run = 0; run < runs; run++) {
    const random = new Random(77 + run);
    const pi = Float64Array.from({ length: n }, () => sigmoid(normal(random) * 0.58));
    const truth = Int8Array.from(pi, p => (random.next() < p ? 1 : -1));
    const labels = flipped(truth, 0.1, random);
    // p of the recorded label, calibrated to labels that flip with .1.
    const p = Float64Array.from(labels, (y, i) => 0.1 + 0.8 * (y > 0 ? pi[i]! : 1 - pi[i]!));
    const review = reviewedByTruth(labels, truth, { count: checked, given: 'random', seed: run });
    const { reviews } = review;
    const result = { p, reviews, flipRate: flipRateOf(p, null, checkedShare(reviews)) };
    const wrong = labels.map((y, i) => (y === truth[i] ? 0 : 1));
    for (const [k, cell] of counted(result, wrong).entries()) {
      tally[k]!.expected += cell.expected / runs;
      tally[k]!.true += cell.true / runs;
      tally[k]!.inside += (cell.inside ? 1 : 0) / runs;
      tally[k]!.naive += cell.naive / runs;
    }
  }
  print(`\nSimulated: accuracy about .6, 10 % flips, ${runs} runs of ${n}, rate from a check of ${checked}:\n`);
  print('| first | expected | true | within the bounds | sum of 1 - p instead |\n|---|---|---|---|---|');
  for (const [k, first] of firsts.entries()) {
    const { expected, true: real, inside, naive } = tally[k]!;
    print(
      `| ${first} | ${expected.toFixed(1)} | ${real.toFixed(1)} | ${(100 * inside).toFixed(0)} % | ${naive.toFixed(1)} |`,
    );
  }
}

type Stated = Pick<EnsembleResult, 'p' | 'flipRate' | 'reviews'>;

function counted(
  result: Stated,
  wrong: ArrayLike<number>,
): { expected: number; true: number; naive: number; inside: boolean; text: string }[] {
  const order = Array.from(result.p, (_, i) => i)
    .filter(i => !Number.isNaN(result.p[i]!) && !result.reviews[i])
    .sort((x, y) => result.p[x]! - result.p[y]!);
  const all = expectedWrong(result);
  return firsts.flatMap(first => {
    const stated = all.find(e => e.first === first);
    if (stated === undefined || stated.expected === null) return [];
    const head = order.slice(0, first);
    const real = head.reduce((sum, i) => sum + wrong[i]!, 0);
    const inside = stated.low <= real && real <= stated.high;
    const { expected, low, high } = stated;
    return [
      {
        expected,
        true: real,
        naive: head.reduce((sum, i) => sum + 1 - result.p[i]!, 0),
        inside,
        text: `${expected.toFixed(0)} (${low.toFixed(0)} to ${high.toFixed(0)}), true ${real}${inside ? '' : ' (outside)'}`,
      },
    ];
  });
}

function rateText({ flipRate, reviews }: EnsembleResult, wrong: ArrayLike<number>): string {
  if (!flipRate.known) return 'not known';
  const open = Array.from(wrong).filter((_, i) => !reviews[i]);
  const truth = open.reduce((sum, w) => sum + w, 0) / open.length;
  const { rate, low, high } = flipRate;
  return `${rate.toFixed(2)} (${low.toFixed(2)} to ${high.toFixed(2)}), ${truth.toFixed(2)}`;
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}
