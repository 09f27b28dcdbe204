import type { Ballots } from './ballots.ts';
import type { Placed, PopulationFigures } from './populationsFigures.ts';

/** Where everybody stands, and who that makes of each population. */
export interface PeoplePlaced {
  /** Most votes first. */
  readonly placed: readonly Placed[];
  /** Per population: people who more likely belong there than anywhere else, and their votes; of those who vote by chance last. */
  readonly sizes: readonly Pick<PopulationFigures, 'people' | 'votes'>[];
}

/** @param memberships - per person: probability of each population, of voting by chance last */
export function peoplePlaced(
  names: readonly string[],
  { from }: Pick<Ballots, 'from'>,
  memberships: readonly (readonly number[])[],
): PeoplePlaced {
  const sizes = Array.from({ length: memberships[0]?.length ?? 0 }, () => ({ people: 0, votes: 0 }));
  const placed = names.map((name, person): Placed => {
    const own = memberships[person]!;
    const votes = from[person + 1]! - from[person]!;
    const most = sizes[own.indexOf(Math.max(...own))]!;
    most.people++;
    most.votes += votes;
    return { name, votes, memberships: own.map(p => Math.round(1000 * p) / 1000) };
  });
  return { placed: placed.sort((x, y) => y.votes - x.votes || (x.name < y.name ? -1 : 1)), sizes };
}
