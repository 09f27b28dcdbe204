import type { SetAside } from '../protocol/recovery.ts';
import { type LeftSession, removeSession } from './leftSession.ts';
import type { OpenDocument } from './openDocument.ts';
import { setSessionAside } from './setAside.ts';

/**
 * Ends a session that was taken over: its files go, or are set aside where a part of it found no comparison.
 *
 * @param lost how many comparisons could not be found
 */
export async function endLeft(doc: OpenDocument, left: LeftSession, lost: number): Promise<SetAside | null> {
  const { storage, path } = doc.params;
  if (lost > 0) return setSessionAside(storage, path, left, lost);
  await removeSession(storage, path, left);
  return null;
}
