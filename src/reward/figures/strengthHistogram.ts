import type { HistogramBin } from '../figures.ts';

const widths = [0.02, 0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5];

/** Histogram of preference strength (logits) in bins of a round width, 10 to about 30 of them. Empty without values. */
export function strengthHistogram(strength: Float64Array): HistogramBin[] {
  const values = strength.filter(value => !Number.isNaN(value)).sort();
  if (values.length === 0) return [];
  const low = values[0]!;
  const high = values.at(-1)!;
  const width = widths.find(w => (high - low) / w <= 28) ?? (high - low) / 28;
  const first = Math.floor(low / width);
  const last = Math.floor(high / width);
  const counts = new Array<number>(last - first + 1).fill(0);
  for (const value of values) counts[Math.floor(value / width) - first]!++;
  return counts.map((n, k) => ({ from: round((first + k) * width), to: round((first + k + 1) * width), n }));
}

function round(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
