import { Random } from '../random.ts';
import type { Cell } from '../strength/cells.ts';

/** Two ids and the votes on them, in either order of display. */
export interface Edge {
  readonly i: number;
  readonly j: number;
  readonly wins: number;
  readonly ties: number;
  readonly losses: number;
}

/** Three ids that all met, by their edges: i-j, j-k and i-k with i < j < k. */
export interface Triads {
  readonly edges: readonly Edge[];
  /** Three places of edges for each triad. */
  readonly places: Int32Array;
  /** True where there were too many and some were drawn. */
  readonly sampled: boolean;
}

const most = 200_000;

/** Sums cells of the same two ids. */
export function edgesOf(cells: readonly Cell[]): Edge[] {
  const edges = new Map<string, { i: number; j: number; wins: number; ties: number; losses: number }>();
  for (const { i, j, counts } of cells) {
    const edge = edges.get(`${i},${j}`) ?? { i, j, wins: 0, ties: 0, losses: 0 };
    edge.wins += counts[0]!;
    edge.ties += counts[1]!;
    edge.losses += counts[2]!;
    edges.set(`${i},${j}`, edge);
  }
  return [...edges.values()];
}

/** All triads of ids that met, or an even draw where there are more than 200,000. */
export function triadsOf(edges: readonly Edge[], seed: number): Triads {
  const next = new Map<number, Map<number, number>>();
  for (const [at, { i, j }] of edges.entries()) {
    const of = next.get(i) ?? new Map<number, number>();
    next.set(i, of.set(j, at));
  }
  const random = new Random(seed);
  const places: number[] = [];
  let seen = 0;
  for (const [at, { i, j }] of edges.entries()) {
    const ofI = next.get(i)!;
    for (const [k, far] of next.get(j) ?? []) {
      const across = ofI.get(k);
      if (across === undefined) continue;
      // Reservoir sampling (Vitter 1985): each triad is kept with the same probability.
      const slot = seen++ < most ? seen - 1 : random.below(seen);
      if (slot < most) {
        places[3 * slot] = at;
        places[3 * slot + 1] = far;
        places[3 * slot + 2] = across;
      }
    }
  }
  return { edges, places: Int32Array.from(places), sampled: seen > most };
}

/** How many triads have a winner on each edge, and how many of these are circles; `sign` of an edge is 1 where i won. */
export function countCircles({ places }: Triads, sign: ArrayLike<number>): { decided: number; circles: number } {
  let decided = 0;
  let circles = 0;
  for (let t = 0; t < places.length; t += 3) {
    const [x, y, w] = [sign[places[t]!]!, sign[places[t + 1]!]!, sign[places[t + 2]!]!];
    if (x === 0 || y === 0 || w === 0) continue;
    decided++;
    if (isCircle(x, y, w)) circles++;
  }
  return { decided, circles };
}

/** i over j over k over i, or the other way round. */
export function isCircle(ij: number, jk: number, ik: number): boolean {
  return ij === jk && ik === -ij;
}
