import { decidedBy } from '../../audit/decidedBy.ts';
import { factsOf } from '../../audit/factsOf.ts';
import type { Row } from '../../dataset/row.ts';
import { SidecarIndex, type SidecarMatcher, sidecarPath } from '../../dataset/sidecar.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { DecidedRow, FactsBatch, FactsTask } from '../workerTask.ts';

const batchSize = 256;

/** Reads all rows and posts their facts in file order, with the decisions of the review file. */
export async function factsTask(task: FactsTask, post: (batch: FactsBatch) => Promise<void>): Promise<void> {
  const dataset = await openTaskFile(task.file);
  try {
    const sidecar = await SidecarIndex.read(sidecarPath(dataset.path));
    const matcher = sidecar.empty ? null : sidecar.matcher();
    for await (const rows of dataset.batches()) {
      for (let start = 0; start < rows.length; start += batchSize) {
        const part = rows.slice(start, start + batchSize);
        await post({ facts: part.map(factsOf), decided: decidedRows(part, matcher, task.reviewer) });
      }
    }
  } finally {
    await dataset.close();
  }
}

function decidedRows(rows: readonly Row[], matcher: SidecarMatcher | null, reviewer: string): DecidedRow[] {
  if (matcher === null) return [];
  return rows.flatMap(row => {
    if (row.kind === 'malformed') return [];
    const match = decidedBy(matcher.next(row.comparison), reviewer);
    if (match === null) return [];
    const { decision, key, occurrence } = match;
    return [{ row: row.row, decision, key, occurrence }];
  });
}
