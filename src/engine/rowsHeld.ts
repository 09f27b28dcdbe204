import { changeSince } from '../dataset/fingerprint.ts';
import type { OpenParams } from '../protocol/opening.ts';
import { leftSessions } from './leftSession.ts';

/**
 * True if the decisions that the host hands back after a crash, if it does, are about the rows that the file has now. They go by
 * the number of a row: once somebody else has rewritten the file, the same number may be another comparison's.
 */
export async function rowsHeld(
  { doc, path, storage, decisions, base }: OpenParams,
  isOpen: (doc: string) => boolean,
): Promise<boolean> {
  if (decisions === undefined) return true;
  // A save that the crash cut short has made the file another one than the host knows, with the same rows.
  const left = (await leftSessions(storage, path, isOpen)).find(session => session.doc === doc);
  const about = left?.fingerprint ?? base;
  return about === undefined || (await changeSince(path, about)) !== 'changed';
}
