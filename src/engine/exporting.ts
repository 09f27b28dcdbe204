import { realpath } from 'node:fs/promises';
import { resolve } from 'node:path';
import { isAdded } from '../edits/addition.ts';
import type { Exported, ExportParams } from '../protocol/scopes.ts';
import { addedOf } from './auditWorkers.ts';
import type { OpenDocument } from './openDocument.ts';
import { runTask } from './runTask.ts';
import { rowsOfScope } from './scopes.ts';
import type { ExportBatch } from './taskTypes/export.ts';
import { UserError } from './userError.ts';

/**
 * Writes the records of a scope to a file of their own, in a worker. The target appears whole or not at all.
 *
 * @throws UserError if the target is the dataset itself, or would be compressed
 */
export async function exportScope(doc: OpenDocument, params: ExportParams, signal: AbortSignal): Promise<Exported> {
  const { scope, path, decided } = params;
  if (await isSame(path, doc.dataset.path)) {
    throw new UserError('This is the file itself. Choose another name for the export.');
  }
  if (/\.gz$/i.test(path)) throw new UserError('Compressed files are not written: choose a name without .gz.');
  if (decided && doc.hasSidecar) await doc.facts;
  const rows = await rowsOfScope(doc, scope, signal);
  const stop = new SharedArrayBuffer(4);
  // Not by ending the worker: it would leave a half-written file behind.
  signal.addEventListener('abort', () => Atomics.store(new Int32Array(stop), 0, 1), { once: true });
  const chosen = new Set(decided ? rows : []);
  let result: ExportBatch = { written: 0, notExpressed: 0 };
  await runTask<ExportBatch>(
    {
      kind: 'export',
      file: doc.file,
      rows: Int32Array.from(rows),
      target: path,
      decisions: [...doc.decisions].filter(([row]) => chosen.has(row)),
      originals: [...doc.touched.entries()]
        .filter(([row]) => chosen.has(row) && !isAdded(row))
        .map(([row, { bytes }]) => [row, bytes.toString('base64')]),
      added: addedOf(doc),
      stop,
    },
    {
      onBatch: batch => {
        result = batch;
      },
    },
    new AbortController().signal,
  );
  signal.throwIfAborted();
  return { ...result, dropped: rows.length - result.written };
}

async function isSame(one: string, other: string): Promise<boolean> {
  const real = (path: string): Promise<string> => realpath(path).catch(() => resolve(path));
  return (await real(one)) === (await real(other));
}
