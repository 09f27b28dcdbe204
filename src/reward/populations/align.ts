import { cellsOf } from './mixture.ts';
import { byPopulation } from './placeAnnotator.ts';

/**
 * Which population of one fit is which of another, by who belongs to them: numbers of populations are arbitrary.
 *
 * @param r - memberships by cells of the fit whose order counts
 * @param other - those of the same people in the other fit
 * @returns for each population of the first, its number in the other
 */
export function align(r: Float64Array, other: Float64Array, count: number): number[] {
  const cells = cellsOf(count);
  const shared = Array.from({ length: count }, () => new Float64Array(count));
  for (let at = 0; at < r.length; at += cells) {
    const here = byPopulation(r.subarray(at, at + cells), count);
    const there = byPopulation(other.subarray(at, at + cells), count);
    for (let k = 0; k < count; k++) for (let l = 0; l < count; l++) shared[k]![l]! += here[k]! * there[l]!;
  }
  let best: number[] = [];
  let most = Number.NEGATIVE_INFINITY;
  for (const order of orders(count)) {
    const sum = order.reduce((total, l, k) => total + shared[k]![l]!, 0);
    if (sum > most) [best, most] = [order, sum];
  }
  return best;
}

function orders(count: number): number[][] {
  if (count === 0) return [[]];
  return orders(count - 1).flatMap(order =>
    Array.from({ length: count }, (_, at) => [...order.slice(0, at), count - 1, ...order.slice(at)]),
  );
}
