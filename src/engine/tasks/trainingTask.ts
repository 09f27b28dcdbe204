import { auditPath, loadAudit } from '../../audit/auditStore.ts';
import type { FileDataset } from '../../dataset/fileDataset.ts';
import type { Row } from '../../dataset/row.ts';
import { targets } from '../../dataset/targets.ts';
import { exportForTraining } from '../../export/exportForTraining.ts';
import type { TrainingExport } from '../../export/trainingExport.ts';
import type { TrainingWritten } from '../../protocol/training.ts';
import { openTaskFile } from '../openTaskFile.ts';
import type { TrainingBatch, TrainingTask } from '../taskTypes/training.ts';
import { UserError } from '../userError.ts';

/** Exports comparisons for training and posts what came of it. When it is stopped, nothing is left of what it wrote. */
export async function trainingTask(task: TrainingTask, post: (batch: TrainingBatch) => Promise<void>): Promise<void> {
  const { drop, target: id, margin, softLabel, testShare, seed, card, condition, version, path } = task.params;
  const target = targets.find(one => one.id === id);
  if (target === undefined) throw new UserError(`There is no format ${JSON.stringify(id)} to export in.`);
  const stop = new AbortController();
  const flag = new Int32Array(task.stop);
  const look = setInterval(() => {
    if (Atomics.load(flag, 0) === 1) stop.abort();
  }, 50);
  const dataset = await openTaskFile(task.file);
  try {
    const stored = task.audit === 'stored' ? await loadAudit(auditPath(task.file.storage, dataset)) : null;
    const result = await exportForTraining(
      {
        dataset,
        rows: await rowsOf(dataset, task, stop.signal),
        decisions: new Map(task.decisions),
        audit: task.audit === 'stored' ? (stored?.audit ?? null) : task.audit,
      },
      {
        target,
        filter: { drop, keep: [], passing: task.rows === null ? null : new Set(task.rows) },
        ...(margin !== null && { margin }),
        softLabel,
        split: testShare === null ? null : { testShare, seed },
        card: card === null ? null : { licence: card.licence, condition, version, at: new Date().toISOString() },
      },
      path,
      { signal: stop.signal, onProgress: share => void post({ kind: 'progress', share }) },
    );
    await post({ kind: 'written', written: toldOf(result) });
  } finally {
    clearInterval(look);
    await dataset.close();
  }
}

/** All rows as they were before they were decided on, those that the reviewer added among them. */
async function rowsOf(dataset: FileDataset, task: TrainingTask, signal: AbortSignal): Promise<Row[]> {
  const originals = new Map(task.originals);
  const added = new Map<number, TrainingTask['added'][number][]>();
  for (const one of task.added) added.set(one[1], [...(added.get(one[1]) ?? []), one]);
  const rows: Row[] = [];
  for await (const batch of dataset.batches(signal)) {
    for (const row of batch) {
      const original = originals.get(row.row);
      rows.push(original === undefined ? row : dataset.parse(row.row, Buffer.from(original, 'base64')));
      for (const [number, , record] of added.get(row.row) ?? []) {
        rows.push(dataset.parse(number, Buffer.from(record, 'utf8'), row.line));
      }
    }
  }
  return rows;
}

function toldOf({ selection, ...result }: TrainingExport): TrainingWritten {
  const { files, card, refused, lost, remarks, trainers, unreadable } = result;
  const left: [string, number][] = [...selection.leftOut];
  if (unreadable > 0) left.push(['not readable', unreadable]);
  return { files, card, leftOut: left, refused: [...refused], lost: [...lost], remarks, trainers };
}
