import type { Folds } from '../folds.ts';
import type { Pace } from '../pace.ts';
import { fitPairs, logLoss, type Pairs } from './bradleyTerry.ts';
import type { Design } from './design.ts';

/** Ridge penalties to choose from, one array (a value per weight) per candidate, strongest first. */
export type Penalties = readonly Float64Array[];

/** Folds are gathered into this many parts to choose the penalty. */
const parts = 5;

/**
 * Out-of-fold margins of a linear head. Folds are gathered into five parts; for the folds of one part the penalty is
 * chosen by log-loss on the other parts, each predicted by a head that saw neither it nor the first. Such heads serve two
 * parts at once, so ten fits per candidate are enough. Labels of a fold never reach its own margins.
 *
 * @returns s(a) - s(b) for every comparison, and for each fold the candidate chosen and the head's weights
 */
export async function crossFit(
  design: Design,
  pairs: Pairs,
  folds: Folds,
  penalties: Penalties,
  pace: Pace,
): Promise<{ margins: Float64Array; chosen: readonly number[]; weights: readonly Float64Array[] }> {
  const count = Math.min(parts, folds.count);
  const n = pairs.labels.length;
  const inPart = Array.from({ length: count }, (_, k) => rowsWhere(pairs, folds, fold => fold % count === k));
  const scores = new Float64Array(design.items);
  // losses[outer][candidate]: summed over the inner folds.
  const losses = Array.from({ length: count }, () => new Float64Array(penalties.length));
  if (penalties.length > 1 && count > 2) {
    for (let i = 0; i < count; i++) {
      for (let j = i + 1; j < count; j++) {
        const rows = rowsWhere(pairs, folds, fold => fold % count !== i && fold % count !== j);
        const weights = new Float64Array(design.width);
        for (const [c, penalty] of penalties.entries()) {
          fitPairs(design, pairs, rows, penalty, weights);
          design.scores(weights, scores);
          losses[i]![c]! += logLoss(scores, pairs, inPart[j]!) * inPart[j]!.length;
          losses[j]![c]! += logLoss(scores, pairs, inPart[i]!) * inPart[i]!.length;
          await pace.step();
        }
      }
    }
  }
  const margins = new Float64Array(n);
  const chosen: number[] = [];
  const fitted: Float64Array[] = [];
  for (let k = 0; k < folds.count; k++) {
    const loss = losses[k % count]!;
    const best = loss.indexOf(Math.min(...loss));
    chosen.push(best);
    // Started afresh each time: what the last fold's head learnt from this fold's labels must not linger in it.
    const weights = new Float64Array(design.width);
    const rows = rowsWhere(pairs, folds, fold => fold !== k);
    fitPairs(design, pairs, rows, penalties[best]!, weights);
    fitted.push(weights);
    design.scores(weights, scores);
    for (let row = 0; row < n; row++) {
      if (folds.of[row] === k) margins[row] = scores[pairs.a[row]!]! - scores[pairs.b[row]!]!;
    }
    await pace.step();
  }
  return { margins, chosen, weights: fitted };
}

/** Rows with a winner whose fold passes. */
export function rowsWhere(pairs: Pairs, folds: Folds, wanted: (fold: number) => boolean): Int32Array {
  const rows: number[] = [];
  for (let row = 0; row < pairs.labels.length; row++) {
    if (pairs.labels[row] !== 0 && wanted(folds.of[row]!)) rows.push(row);
  }
  return Int32Array.from(rows);
}
