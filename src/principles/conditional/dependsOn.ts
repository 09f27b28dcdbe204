import type { Votes } from '../principle.ts';
import type { Scope } from './restrict.ts';

/** A principle (place of its column) that holds better in a scope of a condition than outside it. */
export interface Dependence {
  readonly column: number;
  readonly condition: string;
  readonly scope: Scope;
  /** Accuracy in the scope and outside it. */
  readonly here: number;
  readonly elsewhere: number;
  /** Two-sided p of the difference. */
  readonly p: number;
}

/** Least votes on either side, least accuracy in the scope, and the rate of false discoveries. */
const leastVotes = 20;
const leastAccuracy = 0.55;
const falseDiscoveries = 0.05;

/** Two-sided p of a standard normal z (Abramowitz and Stegun 26.2.17; error below 1e-7). */
export function twoSided(z: number): number {
  const x = Math.abs(z);
  const t = 1 / (1 + 0.2316419 * x);
  const tail =
    (Math.exp((-x * x) / 2) / Math.sqrt(2 * Math.PI)) *
    t *
    (0.31938153 + t * (-0.356563782 + t * (1.781477937 + t * (-1.821255978 + t * 1.330274429))));
  return Math.min(1, 2 * tail);
}

/**
 * Principles whose accuracy depends on a condition, by the two-proportion z test over the rows given, at a false discovery
 * rate of 5 % over all tests (Benjamini and Hochberg 1995). Surest first, `most` at most.
 *
 * @param held where each condition holds, by its id
 */
export function dependsOn(
  columns: readonly Votes[],
  held: ReadonlyMap<string, Uint8Array>,
  labels: Int8Array,
  rows: Int32Array,
  most = 20,
): Dependence[] {
  const tested: Dependence[] = [];
  for (const [condition, holds] of held) {
    columns.forEach((votes, column) => {
      const right = [0, 0];
      const cast = [0, 0];
      for (const row of rows) {
        const stand = votes[row]! * labels[row]!;
        if (stand === 0) continue;
        cast[holds[row]!]!++;
        if (stand > 0) right[holds[row]!]!++;
      }
      const [outside, inside] = cast as [number, number];
      if (inside < leastVotes || outside < leastVotes) return;
      const accuracy = [right[0]! / outside, right[1]! / inside] as const;
      const pooled = (right[0]! + right[1]!) / (inside + outside);
      const error = Math.sqrt(pooled * (1 - pooled) * (1 / inside + 1 / outside));
      const scope = accuracy[1] >= accuracy[0] ? 'when' : 'unless';
      tested.push({
        column,
        condition,
        scope,
        here: Math.max(...accuracy),
        elsewhere: Math.min(...accuracy),
        p: error > 0 ? twoSided((accuracy[1] - accuracy[0]) / error) : 1,
      });
    });
  }
  tested.sort((x, y) => x.p - y.p || x.column - y.column);
  const passed = tested.findLastIndex(({ p }, at) => p <= (falseDiscoveries * (at + 1)) / tested.length) + 1;
  return tested
    .slice(0, passed)
    .filter(({ here }) => here >= leastAccuracy)
    .slice(0, most);
}
