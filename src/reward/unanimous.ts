import { wilson } from './numbers.ts';

/**
 * Interval (95 %) of a balance from -1 to 1 where everything agrees: +1 or -1, which leave no spread to tell an error from. It is
 * Wilson's interval of `clusters` hits out of `clusters`, as a balance: -1 + 2 share (Wilson 1927).
 *
 * @param balance +1 or -1
 * @param clusters independent observations, such as prompts
 */
export function unanimous(balance: number, clusters: number): { value: number; low: number; high: number } {
  const bound = 2 * (wilson(clusters, clusters)?.low ?? 0) - 1;
  return balance > 0 ? { value: 1, low: bound, high: 1 } : { value: -1, low: -1, high: -bound };
}
