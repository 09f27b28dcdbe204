import type { Ballots } from './ballots.ts';
import { type Mixture, scoresOf } from './mixture.ts';
import type { UnitDesign } from './unitDesign.ts';

/** Least share of votes, over pairs of populations, that were cast on units of which the two would prefer different sides. */
export function partedShare(design: UnitDesign, { unit }: Ballots, { heads }: Mixture): number {
  const scores = heads.map(head => scoresOf(design, head));
  let least = 1;
  for (const [k, one] of scores.entries()) {
    for (const other of scores.slice(k + 1)) {
      let apart = 0;
      for (const u of unit) if (one[u]! * other[u]! < 0) apart++;
      least = Math.min(least, apart / unit.length);
    }
  }
  return least;
}
