import { quantile } from '../numbers.ts';
import { Random } from '../random.ts';
import { inverseBlock, inverseCorner } from './arrowhead.ts';
import { cellsOf } from './cells.ts';
import { type Fit, fitStrengths } from './fitStrengths.ts';
import type { Meetings } from './meetings.ts';

/** How sure a fit is. */
export interface Spread {
  /** How it was found. */
  readonly by: 'bootstrap' | 'information';
  /** 95 % bounds of each strength. */
  readonly low: Float64Array;
  readonly high: Float64Array;
  /** Standard error of the difference of two ids of one component. */
  readonly ofDifference: (i: number, j: number) => number;
  /** 95 % bounds of the tie parameter's logarithm and of the effect of being first. */
  readonly tie: readonly [low: number, high: number];
  readonly side: readonly [low: number, high: number];
}

const z = 1.959964;

/** From Fisher's information: exact for many independent meetings. Strengths are relative to the mean of their component. */
export function byInformation(fit: Fit, component: Int32Array): Spread {
  const members: number[][] = [];
  const local = Int32Array.from(component, (c, id) => {
    members[c] ??= [];
    return members[c].push(id) - 1;
  });
  const covariances = members.map((ids, c) => centred(inverseBlock(fit.information, c), ids.length));
  const varianceOf = (i: number, j: number): number => {
    const size = members[component[i]!]!.length;
    return covariances[component[i]!]![local[i]! * size + local[j]!]!;
  };
  const se = Float64Array.from(component, (_, id) => Math.sqrt(Math.max(varianceOf(id, id), 0)));
  const corner = inverseCorner(fit.information);
  const width = Math.sqrt(corner.length);
  const around = (value: number, at: number): readonly [number, number] => {
    const half = z * Math.sqrt(corner[at * width + at]!);
    return [value - half, value + half];
  };
  return {
    by: 'information',
    low: fit.u.map((u, id) => u - z * se[id]!),
    high: fit.u.map((u, id) => u + z * se[id]!),
    ofDifference: (i, j) => Math.sqrt(Math.max(varianceOf(i, i) + varianceOf(j, j) - 2 * varianceOf(i, j), 0)),
    tie: fit.model.ties ? around(fit.tie, 0) : [fit.tie, fit.tie],
    side: fit.model.side ? around(fit.side, width - 1) : [0, 0],
  };
}

/**
 * From fits to prompts drawn with replacement: votes on one prompt are not independent, and Fisher's information takes them
 * for it. Bounds are the quantiles of the draws.
 */
export function byBootstrap(
  { meetings, prompts }: Pick<Meetings, 'meetings' | 'prompts'>,
  fit: Fit,
  component: Int32Array,
  seed: number,
  draws: number,
): Spread {
  const random = new Random(seed);
  const fits = Array.from({ length: draws }, () => {
    const times = new Int32Array(prompts);
    for (let k = 0; k < prompts; k++) times[random.below(prompts)]!++;
    const cells = cellsOf(meetings, ({ weight, prompt }) => weight * times[prompt]!);
    return fitStrengths(cells, component, fit.model, fit);
  });
  const bounds = (of: (fit: Fit) => number): readonly [number, number] => {
    const values = Float64Array.from(fits, of).sort();
    return [quantile(values, 0.025), quantile(values, 0.975)];
  };
  const ofIds = Array.from(fit.u, (_, id) => bounds(({ u }) => u[id]!));
  return {
    by: 'bootstrap',
    low: Float64Array.from(ofIds, ([low]) => low),
    high: Float64Array.from(ofIds, ([, high]) => high),
    ofDifference: (i, j) => deviation(fits.map(({ u }) => u[i]! - u[j]!)),
    tie: bounds(({ tie }) => tie),
    side: bounds(({ side }) => side),
  };
}

/** P C P, where P takes the mean away: the prior's view of the mean says nothing. */
function centred(covariance: Float64Array, size: number): Float64Array {
  const rows = new Float64Array(size);
  let all = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) rows[i]! += covariance[i * size + j]! / size;
    all += rows[i]! / size;
  }
  return covariance.map((value, at) => value - rows[Math.floor(at / size)]! - rows[at % size]! + all);
}

function deviation(values: readonly number[]): number {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  return Math.sqrt(values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / (values.length - 1));
}
