import type { Figures } from '../reward/figures.ts';

/** Names of the populations that an audit found, in the order of a row's `populations`; none where it found fewer than two. */
export function populationNames({ annotation }: Pick<Figures, 'annotation'>): string[] {
  const found = annotation?.populations;
  if (found?.known !== true || found.populations.length < 2) return [];
  return found.populations.map(({ name }) => name);
}
