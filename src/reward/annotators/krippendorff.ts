import type { Estimate } from '../figures.ts';
import { quantile } from '../numbers.ts';
import { Random } from '../random.ts';
import type { AnnotatorVotes } from './annotatorVotes.ts';

const draws = 500;
/** First, second, tie, both bad. */
const values = 4;

/** Sums that alpha is made of, for one prompt or for many: they add up. */
interface Sums {
  /** Disagreeing pairs of votes within units, each unit's divided by its votes less one. */
  disagreement: number;
  readonly counts: Float64Array;
}

/**
 * Krippendorff's alpha for nominal values with missing votes (Krippendorff 2011, "Computing Krippendorff's
 * Alpha-Reliability"): 1 - D_o / D_e, D_o = sum over units of the ordered pairs of unlike votes / (m_u - 1) / n and
 * D_e = sum over unlike values of n_c n_k / (n (n - 1)), over units with two votes or more. The interval is a bootstrap over
 * prompts. 1: they always agree; 0: as if drawn by chance.
 *
 * @returns null where no unit has two votes, or all votes are alike; `n` counts such units
 */
export function krippendorff({ votes, units, promptOf }: AnnotatorVotes, seed: number): Estimate | null {
  const perUnit = Array.from({ length: units }, () => new Float64Array(values));
  for (const { unit, side } of votes) perUnit[unit]![side === null ? 3 : side === 0 ? 2 : side > 0 ? 0 : 1]!++;
  const byPrompt = new Map<number, Sums>();
  let n = 0;
  for (const [unit, counts] of perUnit.entries()) {
    const votesHere = counts.reduce((sum, count) => sum + count, 0);
    if (votesHere < 2) continue;
    n++;
    const prompt = promptOf[unit]!;
    const sums = byPrompt.get(prompt) ?? { disagreement: 0, counts: new Float64Array(values) };
    byPrompt.set(prompt, sums);
    const alike = counts.reduce((sum, count) => sum + count * count, 0);
    sums.disagreement += (votesHere * votesHere - alike) / (votesHere - 1);
    for (const [value, count] of counts.entries()) sums.counts[value]! += count;
  }
  const clusters = [...byPrompt.values()];
  const alpha = alphaOf(clusters);
  if (Number.isNaN(alpha)) return null;
  const random = new Random(seed);
  const drawn = Float64Array.from({ length: draws }, () =>
    alphaOf(Array.from(clusters, () => clusters[random.below(clusters.length)]!)),
  )
    .filter(value => !Number.isNaN(value))
    .sort();
  return { value: alpha, low: quantile(drawn, 0.025), high: quantile(drawn, 0.975), n };
}

function alphaOf(clusters: readonly Sums[]): number {
  let disagreement = 0;
  const counts = new Float64Array(values);
  for (const sums of clusters) {
    disagreement += sums.disagreement;
    for (const [value, count] of sums.counts.entries()) counts[value]! += count;
  }
  const n = counts.reduce((sum, count) => sum + count, 0);
  const unlike = n * n - counts.reduce((sum, count) => sum + count * count, 0);
  return unlike === 0 ? Number.NaN : 1 - ((n - 1) * disagreement) / unlike;
}
