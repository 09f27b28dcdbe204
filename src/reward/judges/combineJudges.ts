import type { Folds } from '../folds.ts';
import { minimise } from '../heads/lbfgs.ts';
import { sigmoid, softplus } from '../numbers.ts';
import { type Judge, voteOf } from './judgeTable.ts';
import { reliabilityOf } from './reliability.ts';

/** Precision of the prior of a weight: about as much as ten anchors know. */
const precision = 10;
/** Margin, in logits, of judges that all agree, before there are anchors. */
const agreed = 3;
/** Fewest anchors by which weights are fitted. */
const fewestAnchors = 5;

/**
 * Margins of many judges together, r(a) - r(b): sum of u_j r_j v_ij with votes v (the mean over both orders), reliabilities
 * r (from consistency under swapping), and weights u. Before there are anchors u_j is in proportion to r_j, so that a judge
 * counts by the square of its reliability. With anchors u is fitted to them by logistic regression with a normal prior
 * around that: what is consistent moves first, judges that err alike may get weights below 0, and a judge that sides with a
 * place stays silent. A majority of judges that share their training may be worse than chance; it is never used.
 *
 * @param anchors - +1 or -1 where a verdict given blind prefers a or b, else 0; those of a fold never weigh its own judges
 * @returns NaN where no judge speaks
 */
export function combineJudges(judges: readonly Judge[], anchors: Int8Array, folds: Folds): Float64Array {
  const panel = fitPanel(judges, anchors, folds);
  const each = panelMargins(judges, panel, anchors.length);
  return Float64Array.from(anchors, (_, i) => each[folds.of[i]!]![i]!);
}

/** How judges are combined, as it was found on some comparisons. Plain data. */
export interface Panel {
  /** Along the judges. */
  readonly reliability: Float64Array;
  /** For each fold, weights along the judges, fitted to the anchors of the others. */
  readonly weights: readonly Float64Array[];
}

/** Reliabilities of judges, and their weights for each fold. */
export function fitPanel(judges: readonly Judge[], anchors: Int8Array, folds: Folds): Panel {
  const reliability = Float64Array.from(judges, reliabilityOf);
  const votes = Array.from(anchors, (_, i) => trusted(judges, reliability, i));
  return {
    reliability,
    weights: Array.from({ length: folds.count }, (_, fold) =>
      judgeWeights(votes, reliability, anchors, row => folds.of[row] !== fold),
    ),
  };
}

/**
 * Margins of judges under the weights of each fold.
 *
 * @param judges - along the panel; perhaps of other comparisons than it was fitted on
 * @param rows - number of comparisons
 */
export function panelMargins(judges: readonly Judge[], { reliability, weights }: Panel, rows: number): Float64Array[] {
  const votes = Array.from({ length: rows }, (_, i) => trusted(judges, reliability, i));
  return weights.map(of => Float64Array.from(votes, vote => marginOf(vote, of)));
}

/** Votes times reliabilities of a comparison; null where no judge speaks. */
export function trusted(judges: readonly Judge[], reliability: Float64Array, row: number): Float64Array | null {
  const votes = Float64Array.from(judges, (judge, j) => reliability[j]! * voteOf(judge, row));
  return votes.some(vote => vote !== 0) ? votes : null;
}

/** The weights u, from the anchors on the rows that `use` passes. */
export function judgeWeights(
  votes: readonly (Float64Array | null)[],
  reliability: Float64Array,
  anchors: Int8Array,
  use: (row: number) => boolean,
): Float64Array {
  const total = reliability.reduce((sum, r) => sum + r * r, 0);
  const prior = reliability.map(r => (total === 0 ? 0 : (agreed * r) / total));
  const rows: number[] = [];
  for (let i = 0; i < anchors.length; i++) if (anchors[i] !== 0 && votes[i] !== null && use(i)) rows.push(i);
  if (rows.length < fewestAnchors) return prior;
  const weights = prior.slice();
  minimise(
    (u, gradient) => {
      let value = 0;
      for (let j = 0; j < u.length; j++) {
        const off = u[j]! - prior[j]!;
        value += 0.5 * precision * off * off;
        gradient[j] = precision * off;
      }
      for (const row of rows) {
        const y = anchors[row]!;
        const vote = votes[row]!;
        const margin = y * marginOf(vote, u);
        value += softplus(-margin);
        const pull = -y * sigmoid(-margin);
        for (let j = 0; j < u.length; j++) gradient[j]! += pull * vote[j]!;
      }
      return value;
    },
    weights,
    { iterations: 100, tolerance: 1e-6 },
  );
  return weights;
}

function marginOf(votes: Float64Array | null, weights: Float64Array): number {
  if (votes === null) return Number.NaN;
  let sum = 0;
  for (let j = 0; j < votes.length; j++) sum += votes[j]! * weights[j]!;
  return sum;
}
