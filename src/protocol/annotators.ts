import { RequestType } from 'vscode-jsonrpc';
import type { PlacedReviewer } from '../audit/placeReviewer.ts';
import type { AnnotatorQuality } from '../reward/annotators/annotatorQuality.ts';
import type { AnnotatorsFigures } from '../reward/annotators/annotatorsFigures.ts';
import type { Placed, PopulationFigures } from '../reward/populations/populationsFigures.ts';
import type { OnDocument } from './onDocument.ts';

/** What the last audit says of the annotators of a file. */
export interface Annotators extends Pick<AnnotatorsFigures, 'alpha' | 'suspicions'> {
  /** Those who stand out first, then by votes; at most as many as asked for. */
  readonly annotators: readonly AnnotatorQuality[];
  /** How many there are. */
  readonly all: number;
  /**
   * Where those listed with few votes stand: fewer than a fit takes. Empty where fewer than two populations were found.
   */
  readonly placed: readonly Placed[];
  /** Where the reviewer stands by their verdicts; null below three, and where fewer than two populations were found. */
  readonly reviewer: PlacedReviewer | null;
  /** Populations, largest first; empty where fewer than two were found. */
  readonly populations: readonly PopulationFigures[];
}

/** Annotators of a document; null before the first audit, and where it names fewer than two. */
export const annotatorsRequest = new RequestType<OnDocument & { readonly most: number }, Annotators | null, void>(
  'annotators',
);
