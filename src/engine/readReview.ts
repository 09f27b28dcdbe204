import { readFile } from 'node:fs/promises';
import { changedReview } from '../dataset/reviewText.ts';
import { sidecarPath } from '../dataset/sidecar.ts';
import { isAdded } from '../edits/addition.ts';
import type { ReviewChange } from '../edits/reviewChange.ts';
import { placesOnDisk } from './keyPlaces.ts';
import type { OpenDocument } from './openDocument.ts';
import { runTask } from './runTask.ts';
import type { DecidedRow, FactsBatch, ReviewedRow } from './taskTypes/facts.ts';

/** What the review file says with a change that is not on disk yet, by the rows of the document. */
export interface ReviewRead {
  readonly decided: readonly DecidedRow[];
  readonly reviews: readonly ReviewedRow[];
}

/** Text of the dataset's review file; empty where there is none. */
export async function reviewFile(doc: OpenDocument): Promise<string> {
  try {
    return await readFile(sidecarPath(doc.dataset.path), 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return '';
    throw error;
  }
}

/** Matches the review file as a change makes it with all comparisons, in a worker. */
export async function readReview(doc: OpenDocument, change: ReviewChange): Promise<ReviewRead> {
  const onDisk = await placesOnDisk(doc);
  const review = changedReview(await reviewFile(doc), change, onDisk, onDisk);
  // All records as they are on disk, so that the occurrences of the review file are counted right.
  const { written: _, ...file } = doc.file;
  const { places } = doc;
  const decided: DecidedRow[] = [];
  const reviews: ReviewedRow[] = [];
  await runTask<FactsBatch>(
    { kind: 'facts', file, reviewer: doc.params.reviewer, review },
    {
      onBatch: batch => {
        for (const one of batch.decided) {
          const occurrence = onDisk.placeOf(one.key, one.occurrence);
          decided.push({ ...one, row: places.rowAt(one.row), occurrence });
        }
        for (const one of batch.reviews) reviews.push({ ...one, row: places.rowAt(one.row) });
      },
    },
    AbortSignal.any([doc.closing, doc.reloading]),
  );
  return { decided, reviews };
}

/** Shows what was read in place of what was known: which rows the review file knows, and what several reviewers said. */
export function holdReview(doc: OpenDocument, { decided, reviews }: ReviewRead): void {
  doc.sidecarRefs.clear();
  for (const { row, key, occurrence } of decided) if (!isAdded(row)) doc.sidecarRefs.set(row, { key, occurrence });
  doc.reviewers.clear();
  for (const { row, said } of reviews) doc.reviewers.set(row, said);
  doc.announce(reviews.map(({ row }) => row));
}
