import { exactInterval } from './exactInterval.ts';
import type { Estimate } from './figures.ts';

/** How far two reviewers agree on the same comparisons. */
export interface ReviewerAgreement {
  /** Share of equal verdicts, with its exact interval. */
  readonly raw: Estimate;
  /** Cohen's kappa, with a 95 % interval; null where all verdicts are alike, so that chance alone would agree too. */
  readonly kappa: Estimate | null;
}

/**
 * Raw agreement and Cohen's kappa (1960): k = (po - pe) / (1 - pe), with po the share of equal verdicts and pe the share that
 * is expected if either reviewer drew verdicts at random with the frequencies that they have. Standard error after Fleiss,
 * Cohen and Everitt (1969). It is 0 for full agreement, where the exact lower end of po is put into the formula instead.
 *
 * @param pairs - the verdicts of both, by comparison; null without any
 */
export function cohenKappa(pairs: readonly (readonly [string, string])[]): ReviewerAgreement | null {
  const n = pairs.length;
  const raw = exactInterval(pairs.filter(([x, y]) => x === y).length, n);
  if (raw === null) return null;
  const names = [...new Set(pairs.flat())];
  const share = (matches: (pair: readonly [string, string]) => boolean): number => pairs.filter(matches).length / n;
  const first = new Map(names.map(name => [name, share(([x]) => x === name)]));
  const second = new Map(names.map(name => [name, share(([, y]) => y === name)]));
  const expected = names.reduce((sum, name) => sum + first.get(name)! * second.get(name)!, 0);
  if (1 - expected < 1e-12) return { raw, kappa: null };
  const of = (agreement: number): number => (agreement - expected) / (1 - expected);
  const value = of(raw.value);
  if (raw.value === 1) return { raw, kappa: { value, low: of(raw.low), high: 1, n } };
  let sum = 0;
  for (const x of names) {
    for (const y of names) {
      const cell = share(([one, other]) => one === x && other === y);
      sum +=
        x === y
          ? cell * (1 - (first.get(x)! + second.get(x)!) * (1 - value)) ** 2
          : cell * (1 - value) ** 2 * (second.get(x)! + first.get(y)!) ** 2;
    }
  }
  const variance = Math.max(0, sum - (value - expected * (1 - value)) ** 2) / (n * (1 - expected) ** 2);
  const margin = 1.96 * Math.sqrt(variance);
  return { raw, kappa: { value, low: Math.max(-1, value - margin), high: Math.min(1, value + margin), n } };
}
