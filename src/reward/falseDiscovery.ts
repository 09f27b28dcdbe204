/**
 * q-values of p-values, in the same order (Benjamini and Hochberg 1995): those at most q hold a share of at most q of false
 * discoveries, for tests that are independent or positively dependent.
 */
export function falseDiscovery(p: readonly number[]): number[] {
  const order = p.map((_, i) => i).sort((i, j) => p[j]! - p[i]!);
  const q = new Array<number>(p.length);
  let least = 1;
  for (const [k, i] of order.entries()) {
    least = Math.min(least, (p[i]! * p.length) / (p.length - k));
    q[i] = least;
  }
  return q;
}
