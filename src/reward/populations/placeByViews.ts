import { clip, logit, sigmoid } from '../numbers.ts';
import { levels } from './mixture.ts';
import type { PopulationsFigures } from './populationsFigures.ts';

/** A judgement of somebody new on a comparison that populations have a view of. */
export interface ViewedVote {
  /** Per population: probability that it prefers response a; null where it can't say. */
  readonly populations: readonly (number | null)[];
  readonly side: 'a' | 'b';
}

/** Fewest votes that somebody is placed by. */
export const leastViewed = 3;

/**
 * Where somebody new belongs, by a few votes and what populations say of the same comparisons, without fitting anything again:
 * R_kl in proportion to share_k / 2 times the product over votes of sigma(level_l logit p_k(vote)) for the two levels of firmness, and
 * for chance to its share times ½ a vote; levels of a population are added up. An audit that reads the votes as annotations places by
 * the final heads instead (`placeAnnotator`).
 *
 * @returns probability of each population, and of voting by chance last; null below three votes, and without two populations
 */
export function placeByViews(figures: PopulationsFigures, votes: readonly ViewedVote[]): number[] | null {
  if (!figures.known || figures.populations.length < 2) return null;
  const known = votes.filter(vote => vote.populations.every(p => p !== null));
  if (known.length < leastViewed) return null;
  const logs = figures.populations.flatMap(({ share }, k) =>
    levels.map(level => {
      const prior = Math.log(Math.max(share, 1e-6) / levels.length);
      return known.reduce((sum, { populations, side }) => {
        const forA = level * logit(clip(populations[k]!, 1e-6, 1 - 1e-6));
        return sum + Math.log(sigmoid(side === 'a' ? forA : -forA));
      }, prior);
    }),
  );
  logs.push(Math.log(Math.max(figures.chance, 1e-6)) - known.length * Math.LN2);
  const top = Math.max(...logs);
  const weights = logs.map(log => Math.exp(log - top));
  const all = weights.reduce((sum, weight) => sum + weight, 0);
  return [...figures.populations.keys(), figures.populations.length].map(k =>
    weights.slice(k * levels.length, (k + 1) * levels.length).reduce((sum, weight) => sum + weight / all, 0),
  );
}
