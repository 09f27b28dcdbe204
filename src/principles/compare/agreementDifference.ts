import { twoSided } from '../conditional/dependsOn.ts';
import type { Votes } from '../principle.ts';
import type { Share } from '../principlesResult.ts';

/** Votes of a principle on a dataset, its labels, and what belongs together. */
export interface Agreeing {
  readonly votes: Votes;
  readonly labels: Int8Array;
  /** Cluster of each comparison; a number means the same in both datasets. */
  readonly clusters: Int32Array;
  /** Share of labels that the votes agree with, with its 95 % interval. */
  readonly share: Share;
}

/** How far two shares are apart: the second less the first. */
export interface AgreementDifference {
  readonly value: number;
  /** 95 % interval. */
  readonly low: number;
  readonly high: number;
  /** Two-sided p that the shares are equal; null with fewer than ten votes on either side. */
  readonly p: number | null;
}

/** Fewest votes on labels in each dataset for a test. */
const leastVotes = 10;

/** By cluster: votes cast, and those with the label. */
function tally({ votes, labels, clusters }: Agreeing): Map<number, readonly [cast: number, right: number]> {
  const sums = new Map<number, readonly [number, number]>();
  for (let row = 0; row < votes.length; row++) {
    const stand = votes[row]! * labels[row]!;
    if (stand === 0) continue;
    const [cast, right] = sums.get(clusters[row]!) ?? [0, 0];
    sums.set(clusters[row]!, [cast + 1, right + (stand > 0 ? 1 : 0)]);
  }
  return sums;
}

/**
 * The difference between two shares of labels that a principle agrees with. Clusters, such as prompts, may be in both datasets:
 * the test is the score test for two proportions with its variance summed over clusters, which is nearly the two-proportion test for
 * datasets that share nothing, and McNemar's for two versions of the labels of the same comparisons. The interval joins the two
 * shares' own intervals (Newcombe 1998; Zou and Donner 2008), with the correlation that the clusters in both give them.
 */
export function agreementDifference(one: Agreeing, other: Agreeing): AgreementDifference {
  const [first, second] = [tally(one), tally(other)];
  const total = (sums: typeof first, at: 0 | 1): number => [...sums.values()].reduce((sum, pair) => sum + pair[at], 0);
  const [n, m] = [total(first, 0), total(second, 0)];
  if (n === 0 || m === 0) return { value: 0, low: -1, high: 1, p: null };
  const [x, y] = [total(first, 1) / n, total(second, 1) / m];
  const pooled = (x * n + y * m) / (n + m);
  let [nullVariance, xx, yy, xy] = [0, 0, 0, 0];
  for (const cluster of new Set([...first.keys(), ...second.keys()])) {
    const [castX, rightX] = first.get(cluster) ?? [0, 0];
    const [castY, rightY] = second.get(cluster) ?? [0, 0];
    nullVariance += ((rightY - pooled * castY) / m - (rightX - pooled * castX) / n) ** 2;
    const [ownX, ownY] = [(rightX - x * castX) / n, (rightY - y * castY) / m];
    xx += ownX ** 2;
    yy += ownY ** 2;
    xy += ownX * ownY;
  }
  const value = y - x;
  const r = xx > 0 && yy > 0 ? xy / Math.sqrt(xx * yy) : 0;
  const half = (towards: number, away: number): number =>
    Math.sqrt(Math.max(0, towards ** 2 + away ** 2 - 2 * r * towards * away));
  return {
    value,
    low: Math.max(-1, value - half(other.share.value - other.share.low, one.share.high - x)),
    high: Math.min(1, value + half(other.share.high - other.share.value, x - one.share.low)),
    p: Math.min(n, m) < leastVotes ? null : nullVariance > 0 ? twoSided(value / Math.sqrt(nullVariance)) : 1,
  };
}
