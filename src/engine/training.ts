import { targets } from '../dataset/targets.ts';
import type { TrainingParams, TrainingTarget, TrainingWritten } from '../protocol/training.ts';
import { addedOf, originalsOf } from './auditWorkers.ts';
import type { OpenDocument } from './openDocument.ts';
import { runTask } from './runTask.ts';
import { rowsOfScope } from './scopes.ts';
import type { TrainingBatch } from './taskTypes/training.ts';
import { UserError } from './userError.ts';

const endings = { lines: '.jsonl', csv: '.csv', 'annotated-pairs': '.json' } as const;

/** Formats that comparisons are exported in. */
export function trainingTargets(): TrainingTarget[] {
  return targets.map(({ id, name, container }) => ({ id, name, ending: endings[container], margin: id === 'margin' }));
}

/**
 * Exports comparisons for training, in a worker: verdicts and edited texts applied, dropped comparisons left out. Files appear
 * whole or not at all.
 *
 * @throws UserError or ExportError where it can't be made as asked for
 */
export async function exportTraining(
  doc: OpenDocument,
  params: TrainingParams,
  signal: AbortSignal,
  onProgress: (share: number) => void,
): Promise<TrainingWritten> {
  if (/\.(gz|zst)$/i.test(params.path)) throw new UserError('Compressed files are not written: choose another name.');
  await doc.facts;
  const rows = params.scope === null ? null : await rowsOfScope(doc, params.scope, signal);
  const stop = new SharedArrayBuffer(4);
  // Not by ending the worker: it would leave a half-written file behind.
  signal.addEventListener('abort', () => Atomics.store(new Int32Array(stop), 0, 1), { once: true });
  signal.throwIfAborted();
  // Rows of a stored audit are those of the file: where some were added since, it is handed over as it is shown.
  const isAsStored = doc.added.rows.length === 0 && doc.written.length === 0;
  let written: TrainingWritten | null = null;
  await runTask<TrainingBatch>(
    {
      kind: 'training',
      file: doc.file,
      params,
      rows: rows === null ? null : Int32Array.from(rows),
      audit: doc.audit === null ? null : isAsStored ? 'stored' : doc.audit,
      decisions: [...doc.decisions],
      originals: originalsOf(doc),
      added: addedOf(doc),
      stop,
    },
    {
      onBatch: batch => {
        if (batch.kind === 'progress') onProgress(batch.share);
        else written = batch.written;
      },
    },
    new AbortController().signal,
  );
  signal.throwIfAborted();
  if (written === null) throw new UserError('The export ended without saying what it wrote. Try again.');
  return written;
}
