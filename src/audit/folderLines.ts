import { createReadStream } from 'node:fs';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { breathe } from '../dataset/breathe.ts';
import { AuditFolderError } from './auditFolderError.ts';

/** Lines that are read before others may work. */
const together = 256;

/**
 * The lines of a JSON Lines file of an audit's folder. Each has a whole number as `line`; other fields are as their reader
 * finds them.
 *
 * @throws AuditFolderError naming file and line
 */
export async function* linesOf<T extends { readonly line: number }>(folder: string, name: string): AsyncGenerator<T> {
  const path = join(folder, name);
  const stream = createReadStream(path, { highWaterMark: 64 << 10 });
  let at = 0;
  try {
    for await (const text of createInterface({ input: stream, crlfDelay: Number.POSITIVE_INFINITY })) {
      at++;
      const value: unknown = JSON.parse(text);
      const line = typeof value === 'object' && value !== null && 'line' in value ? value.line : undefined;
      if (!Number.isSafeInteger(line)) throw new SyntaxError('it names no line');
      yield value as T;
      if (at % together === 0) await breathe();
    }
  } catch (cause) {
    if (cause instanceof AuditFolderError) throw cause;
    const why = cause instanceof Error ? cause.message : String(cause);
    throw new AuditFolderError(`${path}, line ${at}: ${why}. Write the audit anew.`, { cause });
  } finally {
    stream.destroy();
  }
}
