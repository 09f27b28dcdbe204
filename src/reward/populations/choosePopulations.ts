import type { Folds } from '../folds.ts';
import type { Pace } from '../pace.ts';
import type { Ballots } from './ballots.ts';
import { bestFit } from './bestFit.ts';
import type { Fitted } from './fitMixture.ts';
import { gainOf, type HeldOut, heldOut } from './heldOut.ts';
import { cellsOf, levels } from './mixture.ts';
import { partedShare } from './partedShare.ts';
import type { PopulationStep } from './populationsFigures.ts';
import type { UnitDesign } from './unitDesign.ts';

/** Ridges to choose from, by one head for all. */
const ridges = [100, 30, 10];
const mostPopulations = 4;
/** Standard errors by which held-out votes must gain: one chance in twenty, one-sided. */
const leastErrors = 1.645;
/** Fewest people that make a population. */
const leastPeople = 4;
/** Least share of votes on which any two populations would part: less is one population, more and less firm. */
const leastParted = 0.15;
const rounds = 60;

/** The number of populations that held-out votes bear out, and the mixture. */
export interface Chosen {
  readonly fitted: Fitted;
  /** Cross-validation of the chosen count, and of one head for all. */
  readonly held: HeldOut;
  readonly single: HeldOut;
  readonly steps: readonly PopulationStep[];
}

/**
 * Chooses the number of populations: one more is taken where the log-likelihood of held-out votes gains more than 1.645
 * standard errors (over people), no population falls below four people, and any two would part over 15 % of the votes. One more always fits better what it has seen.
 */
export async function choosePopulations(
  design: UnitDesign,
  ballots: Ballots,
  folds: Folds,
  seed: number,
  pace: Pace,
): Promise<Chosen> {
  const search = { rounds, seed, guessed: 2, drawn: 1 };
  let single: HeldOut | null = null;
  for (const ridge of ridges) {
    const tried = await heldOut(design, ballots, folds, 1, { ...search, ridge }, pace);
    if (single !== null && total(tried) <= total(single)) break;
    single = tried;
  }
  const { ridge } = single!;
  let held = single!;
  let fitted = await bestFit(design, ballots, 1, { ...search, ridge }, pace);
  const steps: PopulationStep[] = [];
  for (let count = 2; count <= mostPopulations; count++) {
    const tried = await heldOut(design, ballots, folds, count, { ...search, ridge }, pace);
    const step = { count, ...gainOf(tried, held) };
    steps.push(step);
    if (step.gain <= leastErrors * step.error) break;
    const more = await bestFit(design, ballots, count, { ...search, guessed: 6, drawn: 2, ridge }, pace);
    if (Math.min(...peopleOf(more, count)) < leastPeople) break;
    if (partedShare(design, ballots, more.mixture) < leastParted) break;
    held = tried;
    fitted = more;
  }
  return { fitted, held, single: single!, steps };
}

/** People in each population by their memberships, those who vote by chance left out. */
export function peopleOf({ r }: Pick<Fitted, 'r'>, count: number): number[] {
  const cells = cellsOf(count);
  const sums = new Array<number>(count).fill(0);
  for (let at = 0; at < r.length; at++) {
    const population = Math.floor((at % cells) / levels.length);
    if (population < count) sums[population]! += r[at]!;
  }
  return sums;
}

function total({ logLikelihood }: HeldOut): number {
  return logLikelihood.reduce((sum, value) => sum + value, 0);
}
