import { placeReviewer } from '../audit/placeReviewer.ts';
import type { Annotators } from '../protocol/annotators.ts';
import { leastVotes } from '../reward/populations/populationsOf.ts';
import type { OpenDocument } from './openDocument.ts';

/** What the last audit says of the annotators, those who stand out first. */
export function readAnnotators(doc: OpenDocument, most: number): Annotators | null {
  const figures = doc.audit?.figures.annotation ?? null;
  if (figures === null) return null;
  const { alpha, annotators, suspicions, populations } = figures;
  const standing = new Set(suspicions.map(({ name }) => name));
  const first = annotators.toSorted((x, y) => Number(standing.has(y.name)) - Number(standing.has(x.name)));
  const listed = first.slice(0, most);
  const several = populations.known && populations.populations.length > 1 ? populations : null;
  const few = new Set(listed.filter(({ decisive }) => decisive < leastVotes).map(({ name }) => name));
  return {
    alpha,
    suspicions,
    annotators: listed,
    all: annotators.length,
    placed: several?.placed.filter(({ name }) => few.has(name)) ?? [],
    reviewer: several === null ? null : placeReviewer(doc.audit!, doc.decisions),
    populations: several?.populations ?? [],
  };
}
