import type { Estimate } from '../figures.ts';
import { sigmoid, wilson } from '../numbers.ts';
import type { ObjectiveColumn } from './objectiveColumns.ts';

/** Comparisons judged in one direction. */
export interface Dialled {
  /** Along the comparisons: (sum of weight x margin) / |weights|; NaN where an objective with a weight says nothing. */
  readonly margins: Float64Array;
  /** Probability that a is better: sigma(scale x margin), the scale fitted to the labels, at least 0. */
  readonly p: Float64Array;
  readonly scale: number;
  /** Labels that the direction agrees with; null where none can be judged. */
  readonly agrees: Estimate | null;
}

/** A weight that names no objective of the file. */
export class NoSuchObjective extends Error {
  override readonly name = 'NoSuchObjective';
}

/** Reads `helpful=0.7,safe=0.3`; null where it is not written so, or all weights are 0. */
export function parseWeights(text: string): Map<string, number> | null {
  const weights = new Map<string, number>();
  for (const part of text.split(',')) {
    const at = part.lastIndexOf('=');
    const name = part.slice(0, at).trim();
    const value = Number(part.slice(at + 1));
    if (at < 0 || name === '' || part.slice(at + 1).trim() === '' || !Number.isFinite(value)) return null;
    weights.set(name, value);
  }
  return [...weights.values()].some(value => value !== 0) ? weights : null;
}

/**
 * Judges comparisons by a direction in the space of objectives (directional preference alignment, 2402.18571): R = v . r
 * with v of length 1 and every objective in units of its root mean square over the file.
 *
 * @param labels - +1 where a is the recorded choice, -1 where b is, 0 where there is none
 * @throws NoSuchObjective
 */
export function dial(
  objectives: readonly ObjectiveColumn[],
  weights: ReadonlyMap<string, number>,
  labels: Int8Array,
): Dialled {
  const known = objectives.map(({ name }) => name);
  for (const name of weights.keys()) {
    if (known.includes(name)) continue;
    throw new NoSuchObjective(
      `there is no objective ${JSON.stringify(name)}. ${known.length === 0 ? 'The file has none.' : `Objectives: ${known.join(', ')}.`}`,
    );
  }
  const length = Math.hypot(...weights.values());
  const margins = new Float64Array(labels.length);
  for (const { name, margins: own } of objectives) {
    const weight = (weights.get(name) ?? 0) / length;
    if (weight === 0) continue;
    for (let i = 0; i < margins.length; i++) margins[i]! += weight * own[i]!;
  }
  const scale = scaleOf(margins, labels);
  let [right, n] = [0, 0];
  for (const [i, label] of labels.entries()) {
    if (label === 0 || !(Math.abs(margins[i]!) > 0)) continue;
    n++;
    if (label * margins[i]! > 0) right++;
  }
  return { margins, scale, p: margins.map(margin => sigmoid(scale * margin)), agrees: wilson(right, n) };
}

const mostScale = 20;

/** The scale of greatest likelihood, by bisection of its slope, which falls; 0 where the labels go the other way. */
function scaleOf(margins: Float64Array, labels: Int8Array): number {
  const slope = (scale: number): number => {
    let sum = 0;
    for (const [i, label] of labels.entries()) {
      const agreeing = label * margins[i]!;
      if (label !== 0 && !Number.isNaN(agreeing)) sum += agreeing * sigmoid(-scale * agreeing);
    }
    return sum;
  };
  let [low, high] = [0, mostScale];
  if (slope(low) <= 0) return 0;
  if (slope(high) > 0) return high;
  for (let k = 0; k < 50; k++) {
    const middle = (low + high) / 2;
    if (slope(middle) > 0) low = middle;
    else high = middle;
  }
  return low;
}
