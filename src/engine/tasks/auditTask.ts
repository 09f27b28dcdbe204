import { basename } from 'node:path';
import type { Audit, AuditProgress } from '../../audit/audit.ts';
import { auditDataset } from '../../audit/auditDataset.ts';
import { readAll } from '../../audit/readAll.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { AuditTask } from '../workerTask.ts';

/** What the task posts: the audit without its rows, then its rows, a part at a time. */
export type AuditBatch = { readonly head: Omit<Audit, 'rows'> } | { readonly rows: Audit['rows'] };

const batchSize = 256;
/** Share of the progress that reading takes. */
const readingShare = 0.1;

/** Reads all rows, audits them with the reviewer's decisions, and posts the audit. */
export async function auditTask(
  task: AuditTask,
  post: (batch: AuditBatch) => Promise<void>,
  onProgress: (progress: AuditProgress) => void,
): Promise<void> {
  const dataset = await openTaskFile(task.file);
  try {
    const rows = await readAll(dataset, share => onProgress({ stage: 'Reading', share: readingShare * share }));
    for (const [row, bytes] of task.originals) rows[row] = dataset.parse(row, Buffer.from(bytes, 'base64'));
    const { rows: audited, ...head } = await auditDataset(rows, {
      file: basename(task.file.path),
      format: dataset.format.name,
      decisions: new Map(task.decisions),
      seed: task.seed,
      models: task.models,
      onProgress: ({ stage, share }) => onProgress({ stage, share: readingShare + (1 - readingShare) * share }),
    });
    await post({ head });
    for (let start = 0; start < audited.length; start += batchSize) {
      await post({ rows: audited.slice(start, start + batchSize) });
    }
  } finally {
    await dataset.close();
  }
}
