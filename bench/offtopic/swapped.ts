import type { Comparison, Side } from '../../src/dataset/comparison.ts';
import { Random } from '../../src/reward/random.ts';

/** A file in which some responses answer another prompt than their own. */
export interface Swapped {
  readonly comparisons: readonly Comparison[];
  /** Side of each changed comparison that was exchanged, by place. */
  readonly sides: ReadonlyMap<number, Side>;
}

/** Draws a share of comparisons and one response of each, and passes these on in a circle, to another prompt each time. */
export function swapped(comparisons: readonly Comparison[], share: number, seed: number): Swapped {
  const random = new Random(5501 + seed);
  const asked = comparisons.map(({ prompt }) => JSON.stringify(prompt));
  const drawn = random
    .shuffle(Array.from(comparisons, (_, i) => i))
    .slice(0, Math.round(share * comparisons.length))
    .map(place => ({ place, side: random.next() < 0.5 ? ('a' as const) : ('b' as const) }));
  const changed = [...comparisons];
  const sides = new Map<number, Side>();
  for (const [k, { place, side }] of drawn.entries()) {
    let next = k;
    do next = (next + 1) % drawn.length;
    while (next !== k && asked[drawn[next]!.place] === asked[place]);
    if (next === k) continue;
    const from = drawn[next]!;
    changed[place] = { ...comparisons[place]!, [side]: comparisons[from.place]![from.side] };
    sides.set(place, side);
  }
  return { comparisons: changed, sides };
}
