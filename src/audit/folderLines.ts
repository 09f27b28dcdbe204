import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { breathe } from '../dataset/breathe.ts';
import { AuditFolderError } from './auditFolderError.ts';
import { boundedLines, type LineBounds } from './boundedLines.ts';
import { fileOfFolder } from './fileOfFolder.ts';

/** Lines that are read before others may work. */
const together = 256;

/** A line names rows that it is about, or margins of members: what is longer was not written by an audit. */
const bounds: LineBounds = { line: 4 << 20, average: 32 << 10 };

/**
 * The lines of a JSON Lines file of an audit's folder. Each has a whole number as `line`; other fields are as their reader
 * finds them.
 *
 * @throws AuditFolderError naming file and line
 */
export async function* linesOf<T extends { readonly line: number }>(folder: string, name: string): AsyncGenerator<T> {
  const path = join(folder, name);
  await fileOfFolder(path);
  const stream = createReadStream(path, { highWaterMark: 64 << 10 });
  let read = 0;
  try {
    for await (const text of boundedLines(stream, bounds)) {
      const value: unknown = JSON.parse(text);
      const line = typeof value === 'object' && value !== null && 'line' in value ? value.line : undefined;
      if (!Number.isSafeInteger(line)) throw new SyntaxError('it names no line');
      yield value as T;
      read++;
      if (read % together === 0) await breathe();
    }
  } catch (cause) {
    if (cause instanceof AuditFolderError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AuditFolderError(`${path}, line ${read + 1}: ${why}. Write the audit anew.`, { cause });
  } finally {
    stream.destroy();
  }
}
