import type { Folds } from '../folds.ts';
import type { Pace } from '../pace.ts';
import { fitPairs, logLoss, type Pairs } from './bradleyTerry.ts';
import type { Design } from './design.ts';

/** Ridge penalties to choose from, one array (a value per weight) per candidate, strongest first. */
export type Penalties = readonly Float64Array[];

/**
 * Out-of-fold margins of a linear head. For each outer fold the penalty is chosen by log-loss on the other folds, each
 * predicted by a head that saw neither it nor the outer fold; such heads serve two outer folds at once, so five folds
 * need ten fits per candidate. Labels of a fold never reach its own margins.
 *
 * @returns s(a) - s(b) for every comparison, and the candidate chosen per fold
 */
export async function crossFit(
  design: Design,
  pairs: Pairs,
  folds: Folds,
  penalties: Penalties,
  pace: Pace,
): Promise<{ margins: Float64Array; chosen: readonly number[] }> {
  const { count } = folds;
  const n = pairs.labels.length;
  const inFold = Array.from({ length: count }, (_, k) => rowsWhere(pairs, folds, fold => fold === k));
  const scores = new Float64Array(design.items);
  // losses[outer][candidate]: summed over the inner folds.
  const losses = Array.from({ length: count }, () => new Float64Array(penalties.length));
  if (penalties.length > 1 && count > 2) {
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        const rows = rowsWhere(pairs, folds, fold => fold !== i && fold !== j);
        const weights = new Float64Array(design.width);
        for (const [c, penalty] of penalties.entries()) {
          fitPairs(design, pairs, rows, penalty, weights);
          design.scores(weights, scores);
          losses[i]![c]! += logLoss(scores, pairs, inFold[j]!) * inFold[j]!.length;
          losses[j]![c]! += logLoss(scores, pairs, inFold[i]!) * inFold[i]!.length;
          await pace.step();
        }
      }
    }
  }
  const margins = new Float64Array(n);
  const chosen: number[] = [];
  for (let k = 0; k < count; k++) {
    const best = losses[k]!.indexOf(Math.min(...losses[k]!));
    chosen.push(best);
    const weights = new Float64Array(design.width);
    const rows = rowsWhere(pairs, folds, fold => fold !== k);
    fitPairs(design, pairs, rows, penalties[best]!, weights);
    design.scores(weights, scores);
    for (let row = 0; row < n; row++) {
      if (folds.of[row] === k) margins[row] = scores[pairs.a[row]!]! - scores[pairs.b[row]!]!;
    }
    await pace.step();
  }
  return { margins, chosen };
}

/** Rows with a winner whose fold passes. */
export function rowsWhere(pairs: Pairs, folds: Folds, wanted: (fold: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < pairs.labels.length; row++) {
    if (pairs.labels[row] !== 0 && wanted(folds.of[row]!)) rows.push(row);
  }
  return Int32Array.from(rows);
}
