/** What one label adds to the error of a figure, and the two clusters that it is in. */
export interface Influence {
  readonly prompt: number;
  readonly person: number;
  readonly value: number;
}

/**
 * Variance of a sum of influences with clusters of two kinds (Cameron, Gelbach and Miller 2011): that by prompt, and that by
 * person, less that by label; at least the larger of the first two. Each is scaled by G / (G - 1) for its number of clusters.
 */
export function clusteredVariance(parts: readonly Influence[]): number {
  const byPrompt = varianceBy(parts, part => part.prompt);
  const byPerson = varianceBy(parts, part => part.person);
  const alone = parts.reduce((sum, { value }) => sum + value * value, 0);
  return Math.max(byPrompt, byPerson, byPrompt + byPerson - alone);
}

function varianceBy(parts: readonly Influence[], cluster: (part: Influence) => number): number {
  const sums = new Map<number, number>();
  for (const part of parts) {
    const key = cluster(part);
    sums.set(key, (sums.get(key) ?? 0) + part.value);
  }
  if (sums.size < 2) return Number.POSITIVE_INFINITY;
  let squares = 0;
  for (const sum of sums.values()) squares += sum * sum;
  return (squares * sums.size) / (sums.size - 1);
}
