/** Holm's adjusted p-values (1979), along the values. */
export function holm(values: readonly number[]): number[] {
  const adjusted = values.map(() => 1);
  let least = 0;
  const order = [...values.keys()].sort((x, y) => values[x]! - values[y]!);
  for (const [rank, at] of order.entries()) {
    least = Math.min(1, Math.max(least, (values.length - rank) * values[at]!));
    adjusted[at] = least;
  }
  return adjusted;
}
