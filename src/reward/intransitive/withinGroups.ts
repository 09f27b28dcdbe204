import type { Comparison } from '../../dataset/comparison.ts';
import type { PopulationsFigures } from '../populations/populationsFigures.ts';
import { NoSuchIds } from '../strength/idsBy.ts';
import { type IntransitivityFigures, intransitivityOf } from './intransitivity.ts';

/** Circles inside one group of votes. */
export interface GroupCircles {
  readonly name: string;
  /** Annotators that are named. */
  readonly people: number;
  readonly votes: number;
  /** Null where they judged no two ids that met. */
  readonly circles: IntransitivityFigures | null;
}

/**
 * Looks for circles in the votes of each group alone. Groups that each have an order of their own can together go in circles
 * (Condorcet): where all do and no group does, it is the mix, and nobody's preferences are circular.
 *
 * A group's verdict is "yes" only at the level that all groups together share (Bonferroni).
 *
 * @param groupsOf - groups that a vote counts for: of an annotator (null: the record's own label) on a comparison, by its place
 * @param of - see `meetingsOf`
 */
export function withinGroups(
  comparisons: readonly Comparison[],
  names: readonly string[],
  groupsOf: (annotator: string | null, place: number) => readonly string[],
  of: string,
  seed: number,
): GroupCircles[] {
  return names.map(name => {
    const people = new Set<string>();
    let votes = 0;
    const own = comparisons.flatMap((comparison, place): Comparison[] => {
      const named = comparison.annotations.filter(({ label }) => label !== null);
      if (named.length === 0) {
        if (comparison.label === null || !groupsOf(null, place).includes(name)) return [];
        votes++;
        return [comparison];
      }
      const annotations = named.filter(({ annotator }) => groupsOf(annotator, place).includes(name));
      if (annotations.length === 0) return [];
      votes += annotations.length;
      for (const { annotator } of annotations) people.add(annotator);
      return [{ ...comparison, annotations }];
    });
    return { name, people: people.size, votes, circles: circlesOf(own, of, seed, names.length) };
  });
}

/** Each annotator's population: the one that they most likely belong to, none for those who vote by chance. */
export function populationOf(figures: PopulationsFigures): ReadonlyMap<string, string> {
  if (!figures.known || figures.populations.length < 2) return new Map();
  return new Map(
    figures.placed.flatMap(({ name, memberships }) => {
      const population = figures.populations[memberships.indexOf(Math.max(...memberships))];
      return population === undefined ? [] : [[name, population.name] as const];
    }),
  );
}

function circlesOf(
  comparisons: readonly Comparison[],
  of: string,
  seed: number,
  tests: number,
): IntransitivityFigures | null {
  try {
    return comparisons.length === 0 ? null : intransitivityOf(comparisons, of, seed, tests);
  } catch (error) {
    if (error instanceof NoSuchIds) return null;
    throw error;
  }
}
