import type { Folds } from './folds.ts';
import { minimise } from './heads/lbfgs.ts';
import { rootMeanSquare, sigmoid, softplus } from './numbers.ts';
import type { MemberKind } from './rewardModel.ts';

/** A member's margins and the evidence that it judges by. */
export interface Voice {
  /** r(a) - r(b) per comparison; NaN where it has none. */
  readonly margins: Float64Array;
  /** Members with the same evidence are one voice. */
  readonly evidence: string;
}

/** Precision of the prior that pulls the weights of different kinds of evidence together, in comparisons. */
const pull = 20;

/** What a member judges by: heads that read the response's text share it, every other member stands for itself. */
export function evidenceOf(kind: MemberKind, id: string): string {
  return kind === 'style' || kind === 'tree' || kind === 'ngram' ? 'text' : id;
}

/**
 * One margin out of many. Members of one kind of evidence are averaged with equal weight after division by their root
 * mean square (margins are antisymmetric, so their mean over both orders of the pairs is 0). Where there is more than one
 * kind, the kinds are weighed by non-negative logistic regression without intercept, with a prior that pulls the weights
 * to their mean, fitted for each fold on the others. Equal weights for all would let four heads that read the same
 * words outvote one that knows more.
 */
export function weighVoices(voices: readonly Voice[], labels: Int8Array, folds: Folds): Float64Array {
  const n = labels.length;
  const kinds = [...new Set(voices.map(voice => voice.evidence))];
  const spoken = kinds.map(kind =>
    normalised(
      average(
        voices.filter(voice => voice.evidence === kind).map(voice => normalised(voice.margins)),
        n,
      ),
    ),
  );
  if (spoken.length === 0) return new Float64Array(n).fill(Number.NaN);
  if (spoken.length === 1) return spoken[0]!;
  const weights = Array.from({ length: folds.count }, (_, k) => fitWeights(spoken, labels, row => folds.of[row] !== k));
  return Float64Array.from({ length: n }, (_, i) => {
    const w = weights[folds.of[i]!]!;
    let sum = 0;
    let any = false;
    for (const [k, margins] of spoken.entries()) {
      if (Number.isNaN(margins[i]!)) continue;
      sum += w[k]! * margins[i]!;
      any = true;
    }
    return any ? sum : Number.NaN;
  });
}

/** Weights of each kind of evidence; a weight below 0 is set to 0 and the others fitted again. */
export function fitWeights(
  spoken: readonly Float64Array[],
  labels: Int8Array,
  use: (row: number) => boolean,
): Float64Array {
  const weights = new Float64Array(spoken.length).fill(0.5);
  const out = new Set<number>();
  for (;;) {
    const objective = (w: Float64Array, gradient: Float64Array): number => {
      gradient.fill(0);
      let value = 0;
      for (let i = 0; i < labels.length; i++) {
        const y = labels[i]!;
        if (y === 0 || !use(i)) continue;
        let margin = 0;
        for (let k = 0; k < spoken.length; k++) {
          if (!Number.isNaN(spoken[k]![i]!)) margin += w[k]! * spoken[k]![i]!;
        }
        value += softplus(-y * margin);
        const off = -y * sigmoid(-y * margin);
        for (let k = 0; k < spoken.length; k++) {
          if (!Number.isNaN(spoken[k]![i]!)) gradient[k]! += off * spoken[k]![i]!;
        }
      }
      const mean = w.reduce((sum, x) => sum + x, 0) / w.length;
      for (let k = 0; k < w.length; k++) {
        value += 0.5 * pull * (w[k]! - mean) ** 2;
        gradient[k]! += pull * (w[k]! - mean);
      }
      for (const k of out) gradient[k] = 0;
      return value;
    };
    minimise(objective, weights, { iterations: 50, tolerance: 1e-4 });
    const negative = weights.findIndex((w, k) => w < 0 && !out.has(k));
    if (negative < 0) return weights;
    out.add(negative);
    for (const k of out) weights[k] = 0;
  }
}

function normalised(margins: Float64Array): Float64Array {
  const scale = rootMeanSquare(margins) || 1;
  return margins.map(m => m / scale);
}

function average(margins: readonly Float64Array[], n: number): Float64Array {
  if (margins.length === 1) return margins[0]!;
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    let count = 0;
    for (const of of margins) {
      if (Number.isNaN(of[i]!)) continue;
      sum += of[i]!;
      count++;
    }
    return count === 0 ? Number.NaN : sum / count;
  });
}
