import type { Items } from '../items.ts';

/** Comparisons that set the same two texts against each other under the same prompt: groups of two or more indices. */
export function samePairs(items: Items): number[][] {
  const byPair = new Map<string, number[]>();
  for (let i = 0; i < items.a.length; i++) {
    const a = items.a[i]!;
    const b = items.b[i]!;
    const key = a < b ? `${a},${b}` : `${b},${a}`;
    const rows = byPair.get(key);
    if (rows) rows.push(i);
    else byPair.set(key, [i]);
  }
  return [...byPair.values()].filter(rows => rows.length > 1);
}

/** The item that the label of comparison i prefers, or null. */
export function winner(items: Items, labels: Int8Array, i: number): number | null {
  return labels[i] === 0 ? null : labels[i]! > 0 ? items.a[i]! : items.b[i]!;
}
