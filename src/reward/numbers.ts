import type { Estimate } from './figures.ts';

/** 1 / (1 + exp(-x)), without overflow. */
export function sigmoid(x: number): number {
  if (x >= 0) return 1 / (1 + Math.exp(-x));
  const e = Math.exp(x);
  return e / (1 + e);
}

/** log(1 + exp(x)), without overflow. */
export function softplus(x: number): number {
  return x > 0 ? x + Math.log1p(Math.exp(-x)) : Math.log1p(Math.exp(x));
}

/** log(p / (1 - p)) for p in (0, 1). */
export function logit(p: number): number {
  return Math.log(p / (1 - p));
}

/** Wilson score interval (95 %) of `hits` out of `n`; null for n = 0. Wilson 1927. */
export function wilson(hits: number, n: number): Estimate | null {
  if (n === 0) return null;
  const z = 1.959964;
  const share = hits / n;
  const scale = 1 + (z * z) / n;
  const middle = (share + (z * z) / (2 * n)) / scale;
  const half = (z / scale) * Math.sqrt((share * (1 - share)) / n + (z * z) / (4 * n * n));
  return { value: share, low: Math.max(0, middle - half), high: Math.min(1, middle + half), n };
}

/** Root mean square over the entries that are numbers; 0 if there are none. */
export function rootMeanSquare(values: ArrayLike<number>): number {
  let sum = 0;
  let n = 0;
  for (let i = 0; i < values.length; i++) {
    const v = values[i]!;
    if (Number.isNaN(v)) continue;
    sum += v * v;
    n++;
  }
  return n === 0 ? 0 : Math.sqrt(sum / n);
}

/** The q-quantile (0 to 1, linear between order statistics) of values sorted ascending. */
export function quantile(sorted: ArrayLike<number>, q: number): number {
  if (sorted.length === 0) return Number.NaN;
  const at = q * (sorted.length - 1);
  const low = Math.floor(at);
  const high = Math.min(low + 1, sorted.length - 1);
  return sorted[low]! + (at - low) * (sorted[high]! - sorted[low]!);
}

/** Limits `value` to [low, high]. */
export function clip(value: number, low: number, high: number): number {
  return Math.min(Math.max(value, low), high);
}
