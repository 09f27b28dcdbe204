import type { Estimate } from '../figures.ts';
import { normalCdf } from '../strength/normal.ts';
import { unanimous } from '../unanimous.ts';
import { factors } from './factors.ts';
import { holm } from './holm.ts';

/** How far one group of labels follows one factor. */
export interface FactorInfluence {
  readonly factor: string;
  /**
   * (labels for the side with more of it - labels for the side with less) / all labels, -1 to 1; labels where both sides
   * have as much count in the denominator. Interval (95 %) clustered by prompt; `n` labels, by their weights.
   */
  readonly tau: Estimate;
  /** Labels where the sides differ in it, by their weights. */
  readonly differing: number;
  /** Two-sided p of tau = 0, by Holm's method over the factors of the group. */
  readonly pHolm: number;
}

/** Labels of one group. */
export interface FactorVotes {
  /** Pair of responses of each label. */
  readonly at: ArrayLike<number>;
  /** +1 for the first of the pair, -1 for the second. */
  readonly side: ArrayLike<number>;
  /** How far each counts, 0 to 1; all wholly where it is left out. */
  readonly weight?: ArrayLike<number>;
}

const z = 1.959964;

/**
 * Kendall's tau of every factor with the labels of a group (PROFILE, 2410.06965), largest first. With weights w, and s = +1, 0
 * or -1 as the label is for the side with more of it: tau = sum w s / sum w. The interval is that of a ratio estimate over K
 * prompts, sqrt(K / (K - 1) sum (s_k - tau n_k)^2) / n, with s_k and n_k the sums of w s and w of prompt k. Where all labels
 * agree there is no spread, and the interval is Wilson's of K prompts.
 *
 * @param signs - per factor, along the pairs: which side has more of it, +1 the first, -1 the second, 0 neither
 * @param promptOf - prompt of each pair
 */
export function factorInfluences(
  { at, side, weight }: FactorVotes,
  signs: readonly Int8Array[],
  promptOf: ArrayLike<number>,
): FactorInfluence[] {
  const numbers = new Map<number, number>();
  const cluster = Int32Array.from(at, pair => {
    const prompt = promptOf[pair]!;
    if (!numbers.has(prompt)) numbers.set(prompt, numbers.size);
    return numbers.get(prompt)!;
  });
  const clusters = numbers.size;
  const sizes = new Float64Array(clusters);
  let n = 0;
  for (let v = 0; v < at.length; v++) {
    const w = weight?.[v] ?? 1;
    sizes[cluster[v]!]! += w;
    n += w;
  }
  const sums = new Float64Array(clusters);
  const found = factors.map(({ name }, k) => {
    sums.fill(0);
    let [sum, differing] = [0, 0];
    for (let v = 0; v < at.length; v++) {
      const agrees = side[v]! * signs[k]![at[v]!]!;
      if (agrees === 0) continue;
      const w = weight?.[v] ?? 1;
      sums[cluster[v]!]! += w * agrees;
      sum += w * agrees;
      differing += w;
    }
    const tau = n === 0 ? 0 : sum / n;
    // With a single prompt nothing can be told of the spread over prompts.
    let square = 0;
    for (let c = 0; c < clusters; c++) square += (sums[c]! - tau * sizes[c]!) ** 2;
    const se = clusters < 2 ? Number.POSITIVE_INFINITY : Math.sqrt((square * clusters) / (clusters - 1)) / n;
    const p = tau === 0 ? 1 : se === 0 ? 2 ** (1 - clusters) : 2 * normalCdf(-Math.abs(tau) / se);
    return {
      factor: name,
      tau: {
        ...(Math.abs(tau) === 1
          ? unanimous(tau, clusters)
          : { value: tau, low: Math.max(-1, tau - z * se), high: Math.min(1, tau + z * se) }),
        n,
      },
      differing,
      p: Math.min(p, 1),
    };
  });
  const held = holm(found.map(({ p }) => p));
  return found
    .map(({ p: _, ...figures }, k): FactorInfluence => ({ ...figures, pHolm: held[k]! }))
    .sort((x, y) => Math.abs(y.tau.value) - Math.abs(x.tau.value));
}
