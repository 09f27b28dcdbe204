import type { Threshold, ThresholdResult } from '../threshold.ts';

/** A `--fail-on` condition and what it came to. */
export interface Evaluated {
  readonly threshold: Threshold;
  readonly result: ThresholdResult;
}

/** What a condition came to, in words: "duplicate is 12", "flip_rate is not known: ...". */
export function outcomeText({ threshold, result }: Evaluated): string {
  if ('unknown' in result) return `${threshold.name} is not known: ${result.unknown}`;
  const actual = threshold.share ? `${(100 * result.actual).toFixed(2)} %` : String(Number(result.actual.toFixed(4)));
  return `${threshold.name} is ${actual}`;
}
