import type { CalibrationBin } from './figures.ts';
import type { Folds } from './folds.ts';
import { sigmoid } from './numbers.ts';

/**
 * The slope 1 / T that makes sigmoid(slope * margin) fit best: maximum likelihood of one parameter without intercept
 * (temperature scaling, Guo et al. 2017), by Newton's method. Because there is no intercept, both orders of a pair give
 * the same equation.
 *
 * @param agreeing - margins toward the recorded label; NaN entries are skipped
 * @returns a slope of at least 0: margins that point away from the labels are worth nothing
 */
export function fitSlope(agreeing: ArrayLike<number>, use: (row: number) => boolean): number {
  let scale = 0;
  let n = 0;
  for (let i = 0; i < agreeing.length; i++) {
    const m = agreeing[i]!;
    if (Number.isNaN(m) || !use(i)) continue;
    scale += m * m;
    n++;
  }
  scale = Math.sqrt(scale / Math.max(n, 1));
  if (scale === 0) return 0;
  // Half a pseudo-observation on each side keeps the slope finite where margins separate the labels perfectly.
  let slope = 0;
  for (let step = 0; step < 30; step++) {
    let g = (sigmoid(-slope) - sigmoid(slope)) / 2;
    let h = sigmoid(slope) * sigmoid(-slope);
    for (let i = 0; i < agreeing.length; i++) {
      const raw = agreeing[i]!;
      if (Number.isNaN(raw) || !use(i)) continue;
      const m = raw / scale;
      const off = sigmoid(-slope * m);
      g += m * off;
      h += m * m * off * (1 - off);
    }
    const move = Math.max(-1, Math.min(1, g / h));
    slope = Math.max(0, slope + move);
    if (Math.abs(move) < 1e-7) break;
  }
  return slope / scale;
}

/** Slope for each fold, fitted on the others. */
export function crossFitSlopes(agreeing: ArrayLike<number>, folds: Folds): number[] {
  return Array.from({ length: folds.count }, (_, k) => fitSlope(agreeing, row => folds.of[row] !== k));
}

/** Bins of the calibration curve over both orders of each pair: p with outcome 1, 1 - p with outcome 0 (MORE, 2312.07401). */
export function calibrationBins(p: ArrayLike<number>, count: number): CalibrationBin[] {
  const stated = new Float64Array(count);
  const observed = new Float64Array(count);
  const n = new Int32Array(count);
  const put = (value: number, outcome: number): void => {
    const bin = Math.min(count - 1, Math.floor(value * count));
    stated[bin]! += value;
    observed[bin]! += outcome;
    n[bin]!++;
  };
  for (let i = 0; i < p.length; i++) {
    const value = p[i]!;
    if (Number.isNaN(value)) continue;
    put(value, 1);
    put(1 - value, 0);
  }
  return Array.from(n, (size, bin) => ({
    from: bin / count,
    to: (bin + 1) / count,
    stated: size === 0 ? (bin + 0.5) / count : stated[bin]! / size,
    observed: size === 0 ? Number.NaN : observed[bin]! / size,
    n: size,
  })).filter(bin => bin.n > 0);
}

/** Expected calibration error of bins: sum of n_b / N |stated - observed| (methods: MORE; Naeini et al. 2015). */
export function expectedCalibrationError(bins: readonly CalibrationBin[]): number {
  let error = 0;
  let total = 0;
  for (const bin of bins) {
    error += bin.n * Math.abs(bin.stated - bin.observed);
    total += bin.n;
  }
  return total === 0 ? 0 : error / total;
}

/**
 * The expected calibration error that exact p show by chance, as in consistency resampling (Bröcker & Smith 2007; Vaicenavicius et
 * al. 2019), in closed form: the gap of a bin is about normal with variance sum p (1 - p) / n_b^2, so that its size is half-normal.
 *
 * @param p - probabilities of the recorded labels; NaN entries are skipped
 * @returns mean and 95th percentile (by a normal sum over the bins) of the error
 */
export function chanceCalibrationError(
  p: ArrayLike<number>,
  count: number,
): { readonly expected: number; readonly high: number } {
  const variance = new Float64Array(count);
  let n = 0;
  for (let i = 0; i < p.length; i++) {
    const value = p[i]!;
    if (Number.isNaN(value)) continue;
    // Both orders fall into bins that mirror each other, with the same gap: the surer one stands for both.
    const sure = Math.max(value, 1 - value);
    variance[Math.min(count - 1, Math.floor(sure * count))]! += sure * (1 - sure);
    n++;
  }
  if (n === 0) return { expected: 0, high: 0 };
  const total = variance.reduce((sum, of) => sum + of, 0);
  const roots = variance.reduce((sum, of) => sum + Math.sqrt(of), 0);
  const expected = (Math.sqrt(2 / Math.PI) * roots) / n;
  return { expected, high: expected + (1.645 * Math.sqrt(total * (1 - 2 / Math.PI))) / n };
}
