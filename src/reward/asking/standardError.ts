import type { RandomCheck } from '../figures.ts';

/** What a budget does for what is known of the flip rate: by the formula of a share in a sample without replacement alone. */
export interface FlipRateError {
  /** Random verdicts now, and with those of the plan. */
  readonly n: number;
  readonly planned: number;
  /** Share of wrong labels that the standard errors assume: the one that is known, or ½, where they are largest. */
  readonly rate: number;
  readonly known: boolean;
  /** Standard error now; null below two random verdicts. */
  readonly now: number | null;
  readonly after: number | null;
}

/** Random verdicts from which on their share is taken for the rate. */
const enough = 30;

/**
 * sqrt(e (1 - e) / n (N - n) / (N - 1)): the standard error of the share e of wrong labels in a sample of n of N.
 *
 * @param check - the random check so far
 * @param further - random verdicts that the plan asks for
 * @param labels - labels of the file
 */
export function flipRateError(check: RandomCheck | null, further: number, labels: number): FlipRateError {
  const n = check?.n ?? 0;
  const known = check !== null && n >= enough && check.wrong > 0 && check.wrong < n;
  const rate = known ? check.wrong / n : 0.5;
  const at = (size: number): number | null =>
    size < 2 || labels < 2
      ? null
      : Math.sqrt(((rate * (1 - rate)) / size) * (Math.max(labels - size, 0) / (labels - 1)));
  return {
    n,
    planned: Math.min(n + further, labels),
    rate,
    known,
    now: at(n),
    after: at(Math.min(n + further, labels)),
  };
}
