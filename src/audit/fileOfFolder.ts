import { stat } from 'node:fs/promises';
import { AuditFolderError } from './auditFolderError.ts';

/** What is said of a part of an audit's folder that can't be used. */
export function unreadable(path: string, cause: unknown): AuditFolderError {
  const why = cause instanceof Error ? cause.message : String(cause);
  return new AuditFolderError(
    `${path} can't be read: ${why}. Choose a folder that “pairlens audit --out” or scale/ray wrote.`,
    { cause },
  );
}

/**
 * The size of a file of an audit's folder, in bytes. A folder may come from anywhere: what is no file, such as a link to a
 * device, has no end.
 *
 * @throws AuditFolderError where there is no file
 */
export async function fileOfFolder(path: string): Promise<number> {
  const found = await stat(path).catch(error => {
    throw unreadable(path, error);
  });
  if (!found.isFile()) throw unreadable(path, 'it is no file');
  return found.size;
}
