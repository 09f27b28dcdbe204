import { exportRows } from '../../dataset/exportRows.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { ExportBatch, ExportTask } from '../taskTypes/export.ts';

/** Writes rows of a file to another, and posts what it wrote. When it is stopped, nothing is left of the target. */
export async function exportTask(task: ExportTask, post: (batch: ExportBatch) => Promise<void>): Promise<void> {
  const dataset = await openTaskFile(task.file);
  try {
    const rows = new Set(task.rows);
    const stop = new AbortController();
    const flag = new Int32Array(task.stop);
    const { written, notExpressed } = await exportRows(dataset, task.target, {
      keep: ({ row }) => rows.has(row),
      decisions: new Map(task.decisions),
      originals: new Map(task.originals.map(([row, bytes]) => [row, Buffer.from(bytes, 'base64')])),
      added: task.added.map(([row, after, record]) => ({ row, after, record: Buffer.from(record, 'utf8') })),
      signal: stop.signal,
      onProgress: () => {
        if (Atomics.load(flag, 0) === 1) stop.abort();
      },
    });
    await post({ written, notExpressed });
  } finally {
    await dataset.close();
  }
}
