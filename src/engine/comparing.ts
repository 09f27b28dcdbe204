import { isAbsolute } from 'node:path';
import type { ComparePrinciplesParams } from '../protocol/compare.ts';
import { addedOf, originalsOf } from './auditWorkers.ts';
import type { OpenDocument } from './openDocument.ts';
import { runTask } from './runTask.ts';
import { UserError } from './userError.ts';

/**
 * Tells the document's principles, as it is decided now, beside those of another file, in a worker.
 *
 * @returns a Markdown document
 * @throws UserError if the other file can't be read
 */
export async function comparePrinciples(
  doc: OpenDocument,
  { path, seed }: ComparePrinciplesParams,
  signal: AbortSignal,
): Promise<string> {
  if (!isAbsolute(path)) throw new UserError('Name the other file by its whole path.');
  if (doc.hasSidecar) await doc.facts;
  let markdown = '';
  await runTask<string>(
    {
      kind: 'compare',
      file: doc.file,
      basis: {
        decisions: [...doc.decisions],
        originals: originalsOf(doc),
        added: addedOf(doc),
        written: doc.written,
      },
      other: path,
      seed,
    },
    {
      onBatch: batch => {
        markdown = batch;
      },
    },
    signal,
  );
  return markdown;
}
