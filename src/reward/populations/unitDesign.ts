import type { AnnotatorVotes } from '../annotators/annotatorVotes.ts';
import { type StyleScaling, scaled, styleScaling } from '../heads/styleDesign.ts';
import type { Prepared } from '../prepared.ts';
import { eigen } from './eigen.ts';

/** What heads of populations read of each pair of texts: principal components of differences of style features. */
export interface UnitDesign {
  readonly units: number;
  readonly width: number;
  /** Units x components, first text minus second, each component with a mean square of 1. */
  readonly z: Float64Array;
  /** Ridge of each component that amounts to a ridge of 1 on every feature. */
  readonly penalty: Float64Array;
  /** Features x components: weights of features = basis . weights of components. */
  readonly basis: Float64Array;
  /** Index into `styleFeatures` of each feature. */
  readonly feature: Int32Array;
}

/** Components with less of the variance than this share of an average one say nothing that a ridge would let through. */
const leastVariance = 0.02;

/** Principal components of a matrix of differences, units x features, row by row. */
export function componentsOf(x: Float64Array, features: number, feature: Int32Array): UnitDesign {
  const units = features === 0 ? 0 : x.length / features;
  const gram = new Float64Array(features * features);
  for (let i = 0; i < units; i++) {
    const at = i * features;
    for (let f = 0; f < features; f++) {
      const value = x[at + f]! / units;
      if (value === 0) continue;
      for (let g = f; g < features; g++) gram[f * features + g]! += value * x[at + g]!;
    }
  }
  let trace = 0;
  for (let f = 0; f < features; f++) {
    trace += gram[f * features + f]!;
    for (let g = 0; g < f; g++) gram[f * features + g] = gram[g * features + f]!;
  }
  const { values, vectors } = eigen(gram, features);
  const width = values.filter(value => value > (leastVariance * trace) / Math.max(1, features)).length;
  const basis = new Float64Array(features * width);
  for (let f = 0; f < features; f++) {
    for (let c = 0; c < width; c++) basis[f * width + c] = vectors[f * features + c]! / Math.sqrt(values[c]!);
  }
  const z = new Float64Array(units * width);
  for (let i = 0; i < units; i++) {
    for (let f = 0; f < features; f++) {
      const value = x[i * features + f]!;
      if (value === 0) continue;
      for (let c = 0; c < width; c++) z[i * width + c]! += value * basis[f * width + c]!;
    }
  }
  return { units, width, z, penalty: values.slice(0, width).map(value => 1 / value), basis, feature };
}

/** The scaling of the features that heads of populations read. */
export function unitScaling({ style, items }: Pick<Prepared, 'style' | 'items'>): StyleScaling {
  return styleScaling(style, items, false);
}

/** Weights of the scaled features that say what a head says by its components. */
export function featureWeights({ basis, width, feature }: UnitDesign, head: Float64Array): Float64Array {
  return Float64Array.from(feature, (_, f) => head.reduce((sum, w, c) => sum + basis[f * width + c]! * w, 0));
}

/** The design of the pairs that annotators voted on. */
export function unitDesign(
  { units, unitOf, turn }: AnnotatorVotes,
  { style, items }: Pick<Prepared, 'style' | 'items'>,
  scaling = unitScaling({ style, items }),
): UnitDesign {
  const { values, width, feature } = scaled(style, items, scaling);
  const x = new Float64Array(units * width);
  const seen = new Uint8Array(units);
  for (const [row, unit] of unitOf.entries()) {
    if (seen[unit] === 1) continue;
    seen[unit] = 1;
    const a = items.a[row]! * width;
    const b = items.b[row]! * width;
    for (let f = 0; f < width; f++) x[unit * width + f] = turn[row]! * (values[a + f]! - values[b + f]!);
  }
  return componentsOf(x, width, feature);
}
