import type { AuditRows } from './auditRows.ts';

/** A region of the plane of preference strength and spread (logits): [from, to) by [low, high), and the comparisons in it. */
export interface ReportRegion {
  readonly from: number;
  readonly to: number;
  readonly low: number;
  readonly high: number;
  readonly n: number;
}

const widths = [0.05, 0.1, 0.2, 0.25, 0.5, 1, 2, 5, 10, 20, 50, 100];
const columns = 10;
const lines = 5;

/** The regions that hold a comparison, in a grid of round widths: lowest spread first, then by strength. */
export function regionsOf(rows: AuditRows): ReportRegion[] {
  let least = Number.POSITIVE_INFINITY;
  let most = Number.NEGATIVE_INFINITY;
  let highest = 0;
  for (const { preferenceStrength: x, spread: y } of rows) {
    if (x === null || y === null) continue;
    least = Math.min(least, x);
    most = Math.max(most, x);
    highest = Math.max(highest, y);
  }
  if (least > most) return [];
  const wide = widths.find(width => (most - least) / width <= columns) ?? (most - least) / columns;
  const high = widths.find(width => highest / width <= lines) ?? highest / lines;
  const counts = new Map<string, { column: number; line: number; n: number }>();
  for (const { preferenceStrength: x, spread: y } of rows) {
    if (x === null || y === null) continue;
    const column = Math.floor(x / wide);
    const line = Math.floor(y / high);
    const key = `${column},${line}`;
    const region = counts.get(key) ?? { column, line, n: 0 };
    region.n++;
    counts.set(key, region);
  }
  return [...counts.values()]
    .sort((p, q) => p.line - q.line || p.column - q.column)
    .map(({ column, line, n }) => ({
      from: short(column * wide),
      to: short((column + 1) * wide),
      low: short(line * high),
      high: short((line + 1) * high),
      n,
    }));
}

/** Multiples of a round width, without the dust of their products. */
function short(value: number): number {
  return Math.round(value * 1e6) / 1e6;
}
