import { minimise } from '../heads/lbfgs.ts';
import { quantile, sigmoid, softplus } from '../numbers.ts';
import { Random } from '../random.ts';
import type { ObjectiveColumn } from './objectiveColumns.ts';

/** Weight of each objective in a direction of length 1, with a 95 % interval. */
export type Direction = readonly { readonly value: number; readonly low: number; readonly high: number }[];

const fewest = 50;
const draws = 100;
const ridge = 1;

/**
 * The direction that the labels follow: Bradley-Terry on the objectives' margins, scaled to length 1; intervals by a
 * bootstrap over comparisons, because the scale is not of interest and correlated objectives share their weight.
 *
 * @returns null with fewer than 50 labels on which all objectives speak
 */
export function direction(columns: readonly ObjectiveColumn[], labels: Int8Array): Direction | null {
  const rows = [...labels.keys()].filter(
    i => labels[i] !== 0 && columns.every(({ margins }) => !Number.isNaN(margins[i]!)),
  );
  if (rows.length < fewest) return null;
  const random = new Random(1);
  const middle = fitted(columns, labels, rows);
  const drawn = Array.from({ length: draws }, () =>
    fitted(
      columns,
      labels,
      rows.map(() => rows[random.below(rows.length)]!),
    ),
  );
  return columns.map((_, k) => {
    const values = Float64Array.from(drawn, weights => weights[k]!).sort();
    return { value: middle[k]!, low: quantile(values, 0.025), high: quantile(values, 0.975) };
  });
}

function fitted(columns: readonly ObjectiveColumn[], labels: Int8Array, rows: readonly number[]): Float64Array {
  const weights = new Float64Array(columns.length);
  minimise(
    (w, gradient) => {
      let value = 0;
      gradient.fill(0);
      for (const i of rows) {
        let margin = 0;
        for (const [k, { margins }] of columns.entries()) margin += w[k]! * margins[i]!;
        const agreeing = labels[i]! * margin;
        value += softplus(-agreeing);
        const pull = -labels[i]! * sigmoid(-agreeing);
        for (const [k, { margins }] of columns.entries()) gradient[k]! += pull * margins[i]!;
      }
      for (let k = 0; k < w.length; k++) {
        value += 0.5 * ridge * w[k]! ** 2;
        gradient[k]! += ridge * w[k]!;
      }
      return value;
    },
    weights,
    { iterations: 30, tolerance: 1e-4 },
  );
  const length = Math.hypot(...weights);
  return length === 0 ? weights : weights.map(w => w / length);
}
