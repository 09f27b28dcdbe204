import { rm } from 'node:fs/promises';
import { isAbsolute } from 'node:path';
import { importedPath } from '../audit/votedStore.ts';
import type { ImportedVotes, ImportVotesParams } from '../protocol/importVotes.ts';
import { addedOf, originalsOf } from './auditWorkers.ts';
import type { OpenDocument } from './openDocument.ts';
import { runTask } from './runTask.ts';
import { UserError } from './userError.ts';

/**
 * Reads principles and votes of another program in a worker, and keeps those on comparisons of the document.
 *
 * @throws UserError if the file can't be read, holds no votes, or none on these comparisons
 */
export async function importVotes(
  doc: OpenDocument,
  { path }: ImportVotesParams,
  signal: AbortSignal,
): Promise<ImportedVotes> {
  if (!isAbsolute(path)) throw new UserError('Name the file of votes by its whole path.');
  const basis = {
    decisions: [...doc.decisions],
    originals: originalsOf(doc),
    added: addedOf(doc),
    written: doc.written,
  };
  let imported: ImportedVotes | null = null;
  await runTask<ImportedVotes>(
    { kind: 'import', file: doc.file, basis, path },
    {
      onBatch: batch => {
        imported = batch;
      },
    },
    signal,
  );
  return imported!;
}

/** Forgets what was imported for a document. @returns whether there was something */
export async function forgetImported(doc: OpenDocument): Promise<boolean> {
  try {
    await rm(importedPath(doc.file.storage, doc.file.path));
    return true;
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return false;
    throw new UserError(`What was imported can't be removed: ${(error as Error).message}`);
  }
}
