import type { Annotators } from '../protocol/annotators.ts';
import type { OpenDocument } from './openDocument.ts';

/** What the last audit says of the annotators, those who stand out first. */
export function readAnnotators(doc: OpenDocument, most: number): Annotators | null {
  const figures = doc.audit?.figures.annotation ?? null;
  if (figures === null) return null;
  const { alpha, annotators, suspicions, populations } = figures;
  const standing = new Set(suspicions.map(({ name }) => name));
  const first = annotators.toSorted((x, y) => Number(standing.has(y.name)) - Number(standing.has(x.name)));
  return {
    alpha,
    suspicions,
    annotators: first.slice(0, most),
    all: annotators.length,
    populations: populations.known && populations.populations.length > 1 ? populations.populations : [],
  };
}
