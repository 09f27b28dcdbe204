import { rm } from 'node:fs/promises';
import { atomicWrite } from '../dataset/atomicWrite.ts';
import type { KeyPlaces } from '../dataset/keyPlaces.ts';
import { changedReview } from '../dataset/reviewText.ts';
import { appendSidecar, sidecarPath } from '../dataset/sidecar.ts';
import type { SidecarLine } from '../dataset/sidecarLine.ts';
import type { OpenDocument } from './openDocument.ts';
import { reviewFile } from './readReview.ts';

/** Where added comparisons stood in the file before a save, and where they stand after it. */
export interface SavedPlaces {
  readonly before: KeyPlaces;
  readonly after: KeyPlaces;
}

/**
 * Brings the review file up to date: the lines of others that were merged, then the reviewer's own. Lines are only added to
 * it, unless a merge was taken back that it holds, or comparisons came or went, so that others of their key have other
 * numbers now: it is replaced as a whole then.
 */
export async function saveReview(doc: OpenDocument, own: readonly SidecarLine[], places: SavedPlaces): Promise<void> {
  const path = sidecarPath(doc.dataset.path);
  const { before, after } = places;
  if (doc.review.isEmpty && (!doc.hasSidecar || before.equals(after))) return appendSidecar(path, own);
  const content = await reviewFile(doc);
  const changed =
    changedReview(content, doc.review, before, after) + own.map(line => `${JSON.stringify(line)}\n`).join('');
  if (changed === content) return;
  if (changed === '') return rm(path, { force: true });
  await atomicWrite(path, handle => handle.writeFile(changed));
}
