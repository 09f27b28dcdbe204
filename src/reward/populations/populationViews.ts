import type { Side } from '../../dataset/comparison.ts';

/** What each population would say of every comparison, by heads that saw no vote on its prompt. */
export interface PopulationViews {
  readonly names: readonly string[];
  /** Share of people per population. */
  readonly shares: readonly number[];
  /** Per population, along the comparisons: probability that a is better. */
  readonly forA: readonly Float64Array[];
  /**
   * Per population, along the comparisons: share of the people who voted for the recorded label that belong to it; NaN where
   * nobody named did.
   */
  readonly behind: readonly Float64Array[];
}

/** How sure a population must be of a label, and another of the other. */
const sure = 0.7;

/** The side that a population is sure of by its probability that a is better; null where it is sure of neither. */
export function sureSide(forA: number | null | undefined): Side | null {
  if (forA === null || forA === undefined) return null;
  return forA >= sure ? 'a' : forA <= 1 - sure ? 'b' : null;
}

/** Populations that part over a label. */
export interface Parted {
  /** The population that would label so, and the one that would not, with their probabilities of the label. */
  readonly for: number;
  readonly against: number;
  readonly pFor: number;
  readonly pAgainst: number;
}

/**
 * Whether populations part over a comparison's label: one is sure of it and another of the contrary. Where people voted for
 * the label, the one that is sure must be theirs.
 *
 * @param side - +1 where the label is a, -1 where it is b
 */
export function partedOver({ names, forA, behind }: PopulationViews, place: number, side: 1 | -1): Parted | null {
  let parted: Parted | null = null;
  const p = names.map((_, k) => (side > 0 ? forA[k]![place]! : 1 - forA[k]![place]!));
  for (const [k, pFor] of p.entries()) {
    const own = behind[k]![place]!;
    if (!(pFor >= sure) || own < 0.5) continue;
    for (const [l, pAgainst] of p.entries()) {
      if (!(pAgainst <= 1 - sure)) continue;
      if (parted === null || pFor - pAgainst > parted.pFor - parted.pAgainst) {
        parted = { for: k, against: l, pFor, pAgainst };
      }
    }
  }
  return parted;
}
