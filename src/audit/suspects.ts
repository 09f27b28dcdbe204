import type { Finding } from '../reward/finding.ts';

/** Places whose label the ensemble doubts: they don't take part in the selection of a constitution. */
export function suspects(found: readonly (readonly Finding[])[]): Set<number> {
  const places = new Set<number>();
  found.forEach((findings, place) => {
    if (findings.some(({ kind }) => kind === 'mislabeled' || kind === 'suspect')) places.add(place);
  });
  return places;
}
