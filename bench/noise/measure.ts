import { flagThreshold, isFlagged } from '../../src/reward/flagThreshold.ts';
import type { Detection } from './detection.ts';
import { detection } from './detection.ts';
import type { NoisyLabels, NoisySet } from './noisySet.ts';
import type { Metric } from './targets.ts';

/** What a detector said of one noisy labelling: p of each recorded label, and the flags. */
export interface Verdicts {
  readonly p: ArrayLike<number>;
  readonly flags: ArrayLike<number>;
}

/** Measures one run against the truth. */
export function measure(
  set: NoisySet,
  { labels, truth }: NoisyLabels,
  { p, flags }: Verdicts,
): Partial<Record<Metric, number>> {
  const wrong = labels.map((y, i) => (y === truth[i] ? 0 : 1));
  const suspicion = Array.from(p, value => 1 - value);
  const found: Detection = detection(suspicion, flags, wrong);
  const half = detection(
    suspicion,
    suspicion.map(s => (s > 0.5 ? 1 : 0)),
    wrong,
  );
  const pair = detection(suspicion, pairFlags(Array.from(p)), wrong);
  const { votes } = set;
  if (!votes) return { ...found, f1Pair: pair.f1, f1Half: half.f1 };
  const even = Array.from(p, value => -Math.abs(value - 0.5));
  const ambiguous = votes.map(({ a, b }) => (Math.min(a, b) >= 2 ? 1 : 0));
  const clear = votes.map(({ a, b, equal }, i) => ambiguous[i] === 1 || (Math.min(a, b) === 0 && equal === 0));
  const only = <T>(values: readonly T[]): T[] => values.filter((_, i) => clear[i]);
  return {
    ...found,
    f1Pair: pair.f1,
    f1Half: half.f1,
    ambiguousRest: detection(even, ambiguous, ambiguous).auroc,
    ambiguousUnanimous: detection(only(even), only(ambiguous), only(ambiguous)).auroc,
  };
}

/** The flags of an audit. */
export function auditFlags(p: Float64Array): number[] {
  const threshold = flagThreshold(p);
  return Array.from(p, value => (isFlagged(value, threshold) ? 1 : 0));
}

/** The pair flag of the protocol: p < 1/2 and 1 - p >= mean p. */
function pairFlags(p: readonly number[]): number[] {
  const mean = p.reduce((sum, value) => sum + value, 0) / p.length;
  return p.map(value => (value < 0.5 && 1 - value >= mean ? 1 : 0));
}

/** Mean and standard deviation over runs, metric by metric. */
export function summary(runs: readonly Partial<Record<Metric, number>>[]): Map<Metric, { mean: number; sd: number }> {
  const found = new Map<Metric, { mean: number; sd: number }>();
  for (const metric of Object.keys(runs[0] ?? {}) as Metric[]) {
    const values = runs.map(run => run[metric]!);
    const mean = values.reduce((sum, v) => sum + v, 0) / values.length;
    const sd = Math.sqrt(values.reduce((sum, v) => sum + (v - mean) ** 2, 0) / values.length);
    found.set(metric, { mean, sd });
  }
  return found;
}
