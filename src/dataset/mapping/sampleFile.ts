import { resolve } from 'node:path';
import type { OpenOptions } from '../dataset.ts';
import { findRecords } from '../findRecords.ts';
import { openFolder } from '../openFolder.ts';
import { openText } from '../openText.ts';
import { sampleRecords, sampleSize } from '../sampleRecords.ts';

/**
 * Some records of a file, parsed: those by which its format is detected. The file is closed again, and not read to its end.
 *
 * @throws {DatasetError} if it is no file of records at all
 */
export async function sampleFile(
  path: string,
  options: Pick<OpenOptions, 'storage' | 'parquet' | 'signal'>,
): Promise<unknown[]> {
  const whole = resolve(path);
  const abort = new AbortController();
  const stop = (): void => abort.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', stop, { once: true });
  const text = (await openFolder(whole, options, abort.signal)) ?? (await openText(whole, options, abort.signal));
  try {
    const { index, container, indexing } = await findRecords(whole, text, {}, abort);
    while (!indexing.done && index.count < sampleSize) await indexing.more();
    const samples = await sampleRecords(text.source, index, container);
    indexing.cancel();
    await indexing.finished.catch(() => undefined);
    options.signal?.throwIfAborted();
    return samples;
  } finally {
    abort.abort();
    options.signal?.removeEventListener('abort', stop);
    await text.source.close();
  }
}
