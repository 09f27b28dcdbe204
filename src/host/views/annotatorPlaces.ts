import type { Annotators } from '../../protocol/annotators.ts';
import { percent } from './words.ts';

/** Where somebody may belong, and with what probability. */
export interface AnnotatorPlace {
  readonly name: string;
  readonly p: number;
}

/** The place of those who vote by chance. */
export const byChance = 'votes by chance';

/** By name: the populations that somebody with few votes may belong to, likeliest first. */
export function placesOf({ placed, populations }: Annotators): ReadonlyMap<string, readonly AnnotatorPlace[]> {
  return new Map(placed.map(({ name, memberships }) => [name, ranked(memberships, populations)]));
}

/** The populations that the reviewer may belong to by their verdicts, likeliest first; null where that is not said. */
export function reviewerPlaces({ reviewer, populations }: Annotators): readonly AnnotatorPlace[] | null {
  return reviewer === null ? null : ranked(reviewer.memberships, populations);
}

function ranked(memberships: readonly number[], populations: Annotators['populations']): readonly AnnotatorPlace[] {
  return memberships
    .map((p, at): AnnotatorPlace => ({ name: populations[at]?.name ?? byChance, p }))
    .sort((x, y) => y.p - x.p);
}

/** The same in a sentence. */
export function placesText(places: readonly AnnotatorPlace[]): string {
  const all = places.map(({ name, p }) => `${name} ${percent(p)}`).join(', ');
  return `With few votes, placed by what there is: ${all}.`;
}
