/**
 * How improbable the other side may at most be for a label to be flagged: a label is flagged where p < 1/2 and
 * 1 - p >= (1/2 + mean p) / 2.
 *
 * Two kinds of wrong labels pull the threshold apart. Where people differ on a pair and the label is one voice drawn from
 * them, the better response is the one with p > 1/2, so every label below 1/2 is wrong. Where labels are flipped whatever
 * the pair, confident learning's threshold, mean p (Northcutt et al. 2021; on both orders of each pair), marks those more
 * likely wrong than a label usually is. Files hold both kinds, in unknown shares: the middle loses little to either
 * (docs/benchmarks.md has all three on every set).
 *
 * @param p - calibrated out-of-fold probability of each recorded label; NaN entries are skipped
 * @returns the least 1 - p of a flagged label, in (1/2, 1]; 1 where nothing was judged
 */
export function flagThreshold(p: Float64Array): number {
  let sum = 0;
  let n = 0;
  for (const value of p) {
    if (Number.isNaN(value)) continue;
    sum += value;
    n++;
  }
  return n === 0 ? 1 : Math.max(0.5, (0.5 + sum / n) / 2);
}

/** True where the label is to be flagged, given its p and the file's `flagThreshold`. */
export function isFlagged(p: number, threshold: number): boolean {
  return p < 0.5 && 1 - p >= threshold;
}
