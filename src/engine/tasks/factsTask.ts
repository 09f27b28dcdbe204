import { decidedBy } from '../../audit/decidedBy.ts';
import { factsOf } from '../../audit/factsOf.ts';
import { shortKey } from '../../dataset/keyIndex.ts';
import type { Row } from '../../dataset/row.ts';
import { SidecarIndex, type SidecarMatch, type SidecarMatcher, sidecarPath } from '../../dataset/sidecar.ts';
import type { ReviewerVerdict } from '../../protocol/rows.ts';
import { factsLines } from '../../table/factsLines.ts';
import type { Facts } from '../../table/records.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { DecidedRow, FactsBatch, FactsTask, ReviewedRow } from '../taskTypes/facts.ts';
import { FactsCopy } from './factsCopy.ts';
import { readKnown } from './readKnown.ts';

/** Rows of the first batch, which somebody waits for, and of the others. */
const [firstBatch, batchSize] = [256, 2048];

/** Reads all rows and posts their facts in file order, with the decisions of the review file. */
export async function factsTask(task: FactsTask, post: (batch: FactsBatch) => Promise<void>): Promise<void> {
  const { file, review, known, lines } = task;
  const dataset = await openTaskFile(file);
  const copy = lines === undefined ? null : await FactsCopy.create(lines);
  try {
    const sidecar = review === undefined ? await SidecarIndex.read(sidecarPath(dataset.path)) : SidecarIndex.of(review);
    const matcher = sidecar.empty ? null : sidecar.matcher();
    if (review !== undefined || known !== undefined) {
      if (matcher === null) return;
      const batches = known === undefined ? dataset.batches() : readKnown(dataset, rowsOf(known, sidecar));
      for await (const rows of batches) {
        const read = decidedRows(rows, matcher, task.reviewer);
        if (read.decided.length > 0) await post({ facts: null, ...read });
      }
      return;
    }
    let [facts, decided, reviews]: [Facts[], DecidedRow[], ReviewedRow[]] = [[], [], []];
    let size = firstBatch;
    const flush = async (): Promise<void> => {
      const written = factsLines(facts);
      const keys = Float64Array.from(facts, ({ key }) => shortKey(key));
      await copy?.write(written);
      await post({ facts: { lines: written, keys }, decided, reviews });
      [facts, decided, reviews] = [[], [], []];
      size = batchSize;
    };
    for await (const rows of dataset.batches()) {
      const read = decidedRows(rows, matcher, task.reviewer);
      for (const row of rows) facts.push(factsOf(row));
      decided.push(...read.decided);
      reviews.push(...read.reviews);
      if (facts.length >= size) await flush();
    }
    if (facts.length > 0) await flush();
  } finally {
    await copy?.close();
    await dataset.close();
  }
}

/** Rows that the review file may know, in order, by all rows' short keys. */
function rowsOf(known: Float64Array, sidecar: SidecarIndex): number[] {
  const keys = new Set([...sidecar.keys()].map(shortKey));
  const rows: number[] = [];
  for (let row = 0; row < known.length; row++) if (keys.has(known[row]!)) rows.push(row);
  return rows;
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
