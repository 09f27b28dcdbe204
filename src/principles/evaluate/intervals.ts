import { wilson } from '../../reward/numbers.ts';
import type { Share } from '../principlesResult.ts';
import { randomFrom } from '../random.ts';

const replicates = 1000;
/** 97.5 % point of the normal distribution. */
const z = 1.959964;

/**
 * Means with 95 % percentile intervals from 1,000 bootstrap replicates that draw whole groups. Each of `outcomes` runs
 * along `groups` (values in [0, 1]; NaN is left out); all share the same draws. Where all values are 1, or all 0, every
 * replicate is alike and would claim certainty: the interval is then Wilson's, with a label for each group.
 */
export function bootstrapShares(outcomes: readonly Float32Array[], groups: Int32Array, seed: number): Share[] {
  const numbers = new Map<number, number>();
  for (const group of groups) if (!numbers.has(group)) numbers.set(group, numbers.size);
  const clusters = numbers.size;
  const sums = outcomes.map(() => new Float64Array(clusters));
  const counts = outcomes.map(() => new Float64Array(clusters));
  outcomes.forEach((outcome, which) => {
    for (let row = 0; row < outcome.length; row++) {
      if (Number.isNaN(outcome[row])) continue;
      const cluster = numbers.get(groups[row]!)!;
      sums[which]![cluster]! += outcome[row]!;
      counts[which]![cluster]! += 1;
    }
  });
  const random = randomFrom(seed);
  const draws = outcomes.map(() => new Float64Array(replicates));
  const drawn = new Int32Array(clusters);
  for (let replicate = 0; replicate < replicates; replicate++) {
    for (let at = 0; at < clusters; at++) drawn[at] = Math.floor(random() * clusters);
    for (let which = 0; which < outcomes.length; which++) {
      let sum = 0;
      let count = 0;
      for (let at = 0; at < clusters; at++) {
        sum += sums[which]![drawn[at]!]!;
        count += counts[which]![drawn[at]!]!;
      }
      draws[which]![replicate] = count > 0 ? sum / count : Number.NaN;
    }
  }
  const total = (values: Float64Array): number => values.reduce((sum, value) => sum + value, 0);
  return outcomes.map((_, which) => {
    const sorted = draws[which]!.filter(value => !Number.isNaN(value)).sort();
    const value = total(sums[which]!) / total(counts[which]!);
    if (value === 0 || value === 1) {
      const known = counts[which]!.reduce((n, count) => n + Number(count > 0), 0);
      const { low, high } = wilson(value * known, known)!;
      return { value, low, high };
    }
    const at = (share: number): number => sorted[Math.floor(share * (sorted.length - 1))] ?? value;
    return { value, low: at(0.025), high: at(0.975) };
  });
}

/**
 * Wilson's 95 % interval of a share with labels clustered by group: the number of labels is divided by the design effect,
 * the ratio of the clustered variance of the share to its variance without clusters.
 */
export function clusteredWilson(
  right: number,
  wrong: number,
  clusters: ReadonlyMap<number, readonly [number, number]>,
): Share {
  const n = right + wrong;
  if (n === 0) return { value: 0.5, low: 0, high: 1 };
  const value = right / n;
  let squares = 0;
  for (const [r, w] of clusters.values()) squares += (r - value * (r + w)) ** 2;
  const plain = (value * (1 - value)) / n;
  const effect = plain > 0 ? Math.max(1, squares / n ** 2 / plain) : Math.max(1, n / Math.max(1, clusters.size));
  const size = n / effect;
  const centre = (value + z ** 2 / (2 * size)) / (1 + z ** 2 / size);
  const half = (z / (1 + z ** 2 / size)) * Math.sqrt((value * (1 - value)) / size + z ** 2 / (4 * size ** 2));
  return { value, low: Math.max(0, centre - half), high: Math.min(1, centre + half) };
}
