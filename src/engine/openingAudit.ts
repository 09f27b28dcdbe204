import { readAuditFolder } from '../audit/readAuditFolder.ts';
import { adopt, keepAudit } from './auditing.ts';
import type { OpenDocument } from './openDocument.ts';
import { UserError } from './userError.ts';

/**
 * Shows the audit that a folder holds. It is kept as an audit made here is, so that the next opening shows it, too. Rows with a
 * decision are stale: whether the audit knew of it is not told.
 *
 * @throws UserError, AuditFolderError
 */
export async function openAudit(doc: OpenDocument, folder: string, signal: AbortSignal): Promise<null> {
  if (doc.added.rows.length > 0 || doc.written.length > 0) {
    throw new UserError(
      'Comparisons were added to the file since it was opened. Save it, close it and open it again first.',
    );
  }
  const gone = AbortSignal.any([signal, doc.closing, doc.reloading]);
  const { dataset } = doc;
  const rows = dataset.batches(gone);
  // Counts of findings are of rows whose facts are in the table.
  await doc.facts;
  const audit = await readAuditFolder(folder, { file: doc.params.path, format: dataset.format.name, rows });
  gone.throwIfAborted();
  await adopt(doc, { audit, decided: new Map(), stale: [] }, gone);
  await keepAudit(doc);
  return null;
}
