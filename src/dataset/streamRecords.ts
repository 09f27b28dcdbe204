import { resolve } from 'node:path';
import { Pace } from './breathe.ts';
import type { ParsedRecord } from './container.ts';
import type { OpenOptions } from './dataset.ts';
import { findRecords } from './findRecords.ts';
import { openFolder } from './openFolder.ts';
import { openText } from './openText.ts';
import { maxRecordBytes } from './readRecord.ts';

/** A record of a file that need not hold comparisons. */
export interface FoundRecord {
  /** 1-based. */
  readonly line: number;
  readonly parsed: ParsedRecord;
}

/**
 * All records of a file or folder in order, whatever they hold.
 *
 * @throws {DatasetError} with the file, what is wrong and what to do
 */
export async function* streamRecords(
  path: string,
  options: Pick<OpenOptions, 'storage' | 'parquet' | 'signal'>,
): AsyncGenerator<FoundRecord> {
  const whole = resolve(path);
  const abort = new AbortController();
  options.signal?.addEventListener('abort', () => abort.abort(options.signal?.reason), { once: true });
  const text = (await openFolder(whole, options, abort.signal)) ?? (await openText(whole, options, abort.signal));
  try {
    const { container, index, indexing } = await findRecords(whole, text, {}, abort);
    const pace = new Pace();
    for (let row = 0; ; row++) {
      while (row >= index.count && !indexing.done) await indexing.more();
      if (row >= index.count) break;
      const length = index.length(row);
      const line = index.line(row);
      if (length > maxRecordBytes) {
        const reason = `The record is longer than the ${maxRecordBytes >> 20} MB that are read`;
        yield { line, parsed: { ok: false, reason, cure: 'Look at it in a text editor' } };
        continue;
      }
      const { buffer, bytesRead } = await text.source.handle.read(
        Buffer.allocUnsafe(length),
        0,
        length,
        index.start(row),
      );
      yield { line, parsed: container.parse(buffer.toString('utf8', 0, bytesRead)) };
      if (pace.due) await pace.rest();
    }
    await indexing.finished;
  } finally {
    abort.abort();
    await text.source.close();
  }
}
