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

/** Fewest anchors by which weights are corrected. */
const fewestAnchors = 5;

/** Precision of the prior that pulls the weights of different kinds of evidence together, in comparisons. */
const pull = 20;

/**
 * Precision of the prior that holds the weights to what the labels gave, while anchors correct them, relative to the size
 * of those weights: to give them up altogether must make the anchors exp(hold / 2) times as probable.
 */
const hold = 5;

const textKinds: ReadonlySet<MemberKind> = new Set(['style', 'tree', 'ngram', 'encoder']);

/** Evidence of heads that are fitted on the texts. */
export const textEvidence = 'text';

/** What a member judges by: heads fitted on the texts share it, every other member stands for itself. */
export function evidenceOf(kind: MemberKind, id: string): string {
  return textKinds.has(kind) ? textEvidence : id;
}

/**
 * One margin out of many. Members of one kind of evidence are averaged with equal weight after division by their root
 * mean square (margins are antisymmetric, so their mean over both orders of the pairs is 0). Where there is more than one
 * kind, the kinds are weighed by non-negative logistic regression without intercept, with a prior that pulls the weights
 * to their mean, fitted for each fold on the others. Equal weights for all would let four heads that read the same
 * words outvote one that knows more.
 *
 * Anchors correct these weights: with those of the other folds the weights are fitted once more, held by a prior to what the
 * labels gave. Labels may all err in the same direction (all prefer what is long), and weights
 * fitted on them then favour members that err with them; a few dozen verdicts that do not are worth more than thousands of
 * labels. An anchor never takes part in the weights of its own fold.
 *
 * @param anchors - +1 or -1 where a verdict given blind prefers a or b, else 0
 */
export function weighVoices(
  voices: readonly Voice[],
  labels: Int8Array,
  folds: Folds,
  anchors: Int8Array = new Int8Array(labels.length),
): Float64Array {
  const mix = mixVoices(voices, labels, folds, anchors);
  return speak(
    mix,
    voices.map(({ margins }) => margins),
    row => mix.weights[folds.of[row]!]!,
    labels.length,
  );
}

/** How voices become one margin. Plain data: an ensemble that is kept takes it along. */
export interface VoiceMix {
  /** Kinds of evidence: places and scales of their voices, and the scale of their average. */
  readonly kinds: readonly {
    readonly voices: readonly number[];
    readonly scales: readonly number[];
    readonly scale: number;
  }[];
  /** Weight of each kind, for each fold. */
  readonly weights: readonly Float64Array[];
}

/** The mix that `weighVoices` weighs by. */
export function mixVoices(
  voices: readonly Voice[],
  labels: Int8Array,
  folds: Folds,
  anchors: Int8Array = new Int8Array(labels.length),
): VoiceMix {
  const n = labels.length;
  const all = voices.map(({ margins }) => margins);
  const kinds = [...new Set(voices.map(voice => voice.evidence))].map(kind => {
    const places = voices.flatMap(({ evidence }, k) => (evidence === kind ? [k] : []));
    const scales = places.map(k => scaleOf(all[k]!));
    return { voices: places, scales, scale: scaleOf(averageOf({ voices: places, scales }, all, n)) };
  });
  if (kinds.length < 2) {
    return { kinds, weights: Array.from({ length: folds.count }, () => new Float64Array(kinds.length).fill(1)) };
  }
  const spoken = kinds.map(kind => averageOf(kind, all, n).map(m => m / kind.scale));
  const weights = Array.from({ length: folds.count }, (_, k) => {
    const others = (row: number): boolean => folds.of[row] !== k;
    const byLabels = fitWeights(spoken, labels, others);
    let known = 0;
    for (let i = 0; i < n; i++) if (anchors[i] !== 0 && others(i)) known++;
    return known < fewestAnchors ? byLabels : fitWeights(spoken, anchors, others, byLabels);
  });
  return { kinds, weights };
}

/**
 * Margins of a mix.
 *
 * @param margins - per voice, along the rows
 * @param weightsOf - weights of the kinds that a row is judged by
 * @returns NaN where no voice speaks
 */
export function speak(
  { kinds }: Pick<VoiceMix, 'kinds'>,
  margins: readonly Float64Array[],
  weightsOf: (row: number) => Float64Array,
  n: number,
): Float64Array {
  const spoken = kinds.map(kind => averageOf(kind, margins, n).map(m => m / kind.scale));
  return Float64Array.from({ length: n }, (_, i) => {
    const w = weightsOf(i);
    let sum = 0;
    let any = false;
    for (const [k, of] of spoken.entries()) {
      if (Number.isNaN(of[i]!)) continue;
      sum += w[k]! * of[i]!;
      any = true;
    }
    return any ? sum : Number.NaN;
  });
}

/**
 * Weights of each kind of evidence; a weight below 0 is set to 0 and the others fitted again.
 *
 * @param around - centre of the prior (default: the mean of the weights, whatever it is)
 */
export function fitWeights(
  spoken: readonly Float64Array[],
  labels: Int8Array,
  use: (row: number) => boolean,
  around?: Float64Array,
): Float64Array {
  const weights = around?.slice() ?? new Float64Array(spoken.length).fill(0.5);
  const precision = around === undefined ? pull : hold / Math.max(squaredNorm(around), 1e-6);
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
        const off = w[k]! - (around?.[k] ?? mean);
        value += 0.5 * precision * off ** 2;
        gradient[k]! += precision * off;
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

function squaredNorm(values: Float64Array): number {
  return values.reduce((sum, x) => sum + x * x, 0);
}

function scaleOf(margins: Float64Array): number {
  return rootMeanSquare(margins) || 1;
}

/** Mean of the voices of a kind that speak, each divided by its scale. */
function averageOf(
  { voices, scales }: Omit<VoiceMix['kinds'][number], 'scale'>,
  margins: readonly Float64Array[],
  n: number,
): Float64Array {
  return Float64Array.from({ length: n }, (_, i) => {
    let sum = 0;
    let count = 0;
    for (const [k, voice] of voices.entries()) {
      const margin = margins[voice]![i]!;
      if (Number.isNaN(margin)) continue;
      sum += margin / scales[k]!;
      count++;
    }
    return count === 0 ? Number.NaN : sum / count;
  });
}
