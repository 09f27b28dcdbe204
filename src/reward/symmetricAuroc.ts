import type { Estimate } from './figures.ts';

/**
 * AUROC of margins over both orders of each pair, with a 95 % interval. `agreeing[i]` is the margin toward the recorded
 * label; in the other order the same pair has margin -agreeing[i] toward the other class. So
 * AUROC = P(m_i + m_j > 0) + P(m_i + m_j = 0) / 2 over all i, j: a U-statistic, whose variance is 4 Var(F_i) / n with
 * F_i = P_j(m_j > -m_i) (Hoeffding 1948). Clusters (`group`) are summed before the variance is taken, because answers to
 * one prompt are not independent.
 *
 * @param agreeing - margins toward the recorded label; NaN entries are skipped
 * @param group - cluster of each entry
 */
export function symmetricAuroc(agreeing: ArrayLike<number>, group: ArrayLike<number>): Estimate | null {
  const rows: number[] = [];
  for (let i = 0; i < agreeing.length; i++) if (!Number.isNaN(agreeing[i]!)) rows.push(i);
  const n = rows.length;
  if (n < 2) return null;
  const sorted = Float64Array.from(rows, i => agreeing[i]!).sort();
  const above = (value: number): number => {
    // Share of entries greater than value, ties counting half.
    const first = lowerBound(sorted, value, false);
    const last = lowerBound(sorted, value, true);
    return (n - last + (last - first) / 2) / n;
  };
  let sum = 0;
  const influence = new Map<number, number>();
  const size = new Map<number, number>();
  for (const i of rows) {
    const f = above(-agreeing[i]!);
    sum += f;
    influence.set(group[i]!, (influence.get(group[i]!) ?? 0) + f);
    size.set(group[i]!, (size.get(group[i]!) ?? 0) + 1);
  }
  const value = sum / n;
  let variance = 0;
  for (const [g, total] of influence) {
    const off = total - value * size.get(g)!;
    variance += off * off;
  }
  const half = 1.959964 * 2 * (Math.sqrt(variance) / n);
  return { value, low: Math.max(0, value - half), high: Math.min(1, value + half), n };
}

function lowerBound(sorted: Float64Array, value: number, after: boolean): number {
  let low = 0;
  let high = sorted.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    const v = sorted[middle]!;
    if (v < value || (after && v === value)) low = middle + 1;
    else high = middle;
  }
  return low;
}
