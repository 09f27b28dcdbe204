import type { Comparison } from '../../dataset/comparison.ts';
import type { Estimate } from '../figures.ts';
import { wilson } from '../numbers.ts';
import { direction } from './direction.ts';
import { type ObjectiveColumn, objectiveColumns } from './objectiveColumns.ts';

/** One objective against the labels. */
export interface ObjectiveFigures {
  readonly name: string;
  readonly from: ObjectiveColumn['from'];
  /** Comparisons on which it prefers a response. */
  readonly n: number;
  /** Share of labels that it agrees with, where both prefer a response. */
  readonly agrees: Estimate | null;
  /**
   * Its part in the direction that the labels follow: of a vector of length 1, with a 95 % interval; null where that can't be
   * fitted.
   */
  readonly weight: { readonly value: number; readonly low: number; readonly high: number } | null;
}

/** How often two objectives prefer different responses. */
export interface ObjectivePair {
  readonly one: string;
  readonly other: string;
  /** Over comparisons on which both prefer one. */
  readonly conflict: Estimate;
}

/** Several objectives of a file and their conflicts. */
export interface ObjectivesFigures {
  readonly objectives: readonly ObjectiveFigures[];
  /** Most conflicts first. */
  readonly pairs: readonly ObjectivePair[];
  /** Comparisons on which any two prefer different responses, of those on which two or more prefer one. */
  readonly conflict: Estimate | null;
  /** Labels that every objective contradicts, of those on which all prefer a response. */
  readonly dominated: Estimate | null;
}

/**
 * Objectives of a file against each other and against the labels. A conflict is data, not an error.
 *
 * @returns null where the file has fewer than two
 */
export function objectivesFigures(comparisons: readonly Comparison[], labels: Int8Array): ObjectivesFigures | null {
  const columns = objectiveColumns(comparisons);
  if (columns.length < 2) return null;
  const follows = direction(columns, labels);
  const pairs: ObjectivePair[] = [];
  for (const [k, one] of columns.entries()) {
    for (const other of columns.slice(k + 1)) {
      const conflict = shareOf(labels.length, i => {
        const product = one.margins[i]! * other.margins[i]!;
        return product === 0 || Number.isNaN(product) ? null : product < 0;
      });
      if (conflict !== null) pairs.push({ one: one.name, other: other.name, conflict });
    }
  }
  const sidesOf = (i: number): number[] =>
    columns.flatMap(({ margins }) => (Math.abs(margins[i]!) > 0 ? [Math.sign(margins[i]!)] : []));
  return {
    objectives: columns.map(({ name, from, margins }, k) => ({
      name,
      from,
      n: margins.filter(value => Math.abs(value) > 0).length,
      agrees: shareOf(labels.length, i =>
        labels[i] === 0 || !(Math.abs(margins[i]!) > 0) ? null : labels[i]! * margins[i]! > 0,
      ),
      weight: follows?.[k] ?? null,
    })),
    pairs: pairs.sort((x, y) => y.conflict.value - x.conflict.value),
    conflict: shareOf(labels.length, i => {
      const sides = sidesOf(i);
      return sides.length < 2 ? null : sides.includes(1) && sides.includes(-1);
    }),
    dominated: shareOf(labels.length, i => {
      const sides = sidesOf(i);
      return labels[i] === 0 || sides.length < columns.length ? null : sides.every(side => side !== labels[i]);
    }),
  };
}

/** Share of rows for which something holds, of those for which it can be said. */
function shareOf(rows: number, holds: (row: number) => boolean | null): Estimate | null {
  let [hits, n] = [0, 0];
  for (let i = 0; i < rows; i++) {
    const answer = holds(i);
    if (answer === null) continue;
    n++;
    if (answer) hits++;
  }
  return wilson(hits, n);
}
