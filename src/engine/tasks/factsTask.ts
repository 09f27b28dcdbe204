import { decidedBy } from '../../audit/decidedBy.ts';
import { factsOf } from '../../audit/factsOf.ts';
import type { Row } from '../../dataset/row.ts';
import { SidecarIndex, type SidecarMatch, type SidecarMatcher, sidecarPath } from '../../dataset/sidecar.ts';
import type { ReviewerVerdict } from '../../protocol/rows.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { DecidedRow, FactsBatch, FactsTask, ReviewedRow } from '../workerTask.ts';

const batchSize = 256;

/** Reads all rows and posts their facts in file order, with the decisions of the review file. */
export async function factsTask(task: FactsTask, post: (batch: FactsBatch) => Promise<void>): Promise<void> {
  const dataset = await openTaskFile(task.file);
  try {
    const { review } = task;
    const sidecar = review === undefined ? await SidecarIndex.read(sidecarPath(dataset.path)) : SidecarIndex.of(review);
    const matcher = sidecar.empty ? null : sidecar.matcher();
    for await (const rows of dataset.batches()) {
      for (let start = 0; start < rows.length; start += batchSize) {
        const part = rows.slice(start, start + batchSize);
        const facts = review === undefined ? part.map(factsOf) : [];
        const read = decidedRows(part, matcher, task.reviewer);
        if (facts.length > 0 || read.decided.length > 0) await post({ facts, ...read });
      }
    }
  } finally {
    await dataset.close();
  }
}

function decidedRows(
  rows: readonly Row[],
  matcher: SidecarMatcher | null,
  reviewer: string,
): Pick<FactsBatch, 'decided' | 'reviews'> {
  const decided: DecidedRow[] = [];
  const reviews: ReviewedRow[] = [];
  if (matcher === null) return { decided, reviews };
  for (const row of rows) {
    const readable = row.kind === 'comparison';
    const matches = readable ? matcher.next(row.comparison) : matcher.nextMalformed(row);
    const match = decidedBy(matches, reviewer);
    if (match === null) continue;
    const { decision, key, occurrence } = match;
    decided.push({ row: row.row, decision, key, occurrence });
    // What can't be read has no preference on which reviewers could disagree.
    if (readable && matches.length > 1) reviews.push({ row: row.row, said: matches.map(reviewerVerdict) });
  }
  return { decided, reviews };
}

function reviewerVerdict({ reviewer, decision, independent }: SidecarMatch): ReviewerVerdict {
  const { verdict, given, note, at } = decision;
  return { reviewer, verdict, independent, settles: given === 'settled', note, at };
}
