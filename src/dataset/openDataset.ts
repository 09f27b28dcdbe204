import { join, resolve } from 'node:path';
import type { Container } from './container.ts';
import type { Dataset, OpenOptions } from './dataset.ts';
import { type Choice, chooseFormat } from './detectFormat.ts';
import { expandIndex } from './expandIndex.ts';
import { FileDataset } from './fileDataset.ts';
import { findRecords, type Records } from './findRecords.ts';
import { gatherRecords } from './gatherRecords.ts';
import type { Indexing } from './indexing.ts';
import { jsonLines } from './jsonLines.ts';
import { openFolder } from './openFolder.ts';
import { type OpenedText, openText } from './openText.ts';
import { PlainSource } from './plainSource.ts';
import { rememberLast } from './rememberLast.ts';
import { sampleRecords, sampleSize } from './sampleRecords.ts';
import { copyPlace, makeCopy } from './storedCopy.ts';

/**
 * Opens a preference file: JSON Lines, a JSON array, CSV or TSV, each also compressed with gzip or Zstandard; Parquet;
 * AnnotatedPairs documents; or a folder of such files. Settles as soon as the format is known; the index goes on in the
 * background (`ready`). Where records hold single responses that must be gathered into lists first, it settles after that.
 *
 * @throws {DatasetError} with the file, what is wrong and what to do
 */
export async function openDataset(path: string, options: OpenOptions): Promise<FileDataset> {
  const whole = resolve(path);
  const abort = new AbortController();
  const stop = (): void => abort.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', stop, { once: true });
  let text: OpenedText | undefined;
  let indexing: Indexing | undefined;
  try {
    options.signal?.throwIfAborted();
    text = (await openFolder(whole, options, abort.signal)) ?? (await openText(whole, options, abort.signal));
    const found = await findRecords(whole, text, options, abort);
    indexing = found.indexing;
    while (!indexing.done && found.index.count < sampleSize) await indexing.more();
    if (indexing.done) await indexing.finished;
    const samples = await sampleRecords(text.source, found.index, found.container);
    const choice = chooseFormat(whole, samples, { ...options, empty: indexing.done && found.index.count === 0 });
    const writable = writability(text, found.container, choice);
    let { source } = text;
    const { fingerprint } = text;
    let records: Records = found;
    if (choice.format.gather) {
      await indexing.finished;
      records = await gathered(whole, text, found, choice.format.gather, options, abort);
      ({ source } = records.text);
      text = records.text;
      indexing = records.indexing;
    }
    const container = choice.format.rows ? rememberLast(records.container) : records.container;
    const rows = choice.format.rows
      ? expandIndex({
          source,
          records: records.index,
          indexing: records.indexing,
          container,
          format: choice.format,
          signal: abort.signal,
        })
      : records;
    return new FileDataset({
      path: whole,
      container,
      choice,
      writable,
      contents: { source, index: rows.index, fingerprint, added: new Map(options.written) },
      indexing: rows.indexing,
    });
  } catch (error) {
    abort.abort();
    await indexing?.finished.catch(() => undefined);
    await text?.source.close();
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}

/** The records of a file in which every response is a record, as lists. The file itself is closed. */
async function gathered(
  path: string,
  text: OpenedText,
  { index: records, container }: Records,
  gather: (record: unknown) => string | null,
  options: OpenOptions,
  abort: AbortController,
): Promise<Records> {
  const { source, fingerprint } = text;
  const place = await copyPlace(join(options.storage, 'expanded'), fingerprint, 'gathered');
  const job = { source, records, container, gather, signal: abort.signal, onProgress: options.onGather };
  const handle = place.existing ?? (await makeCopy(place.path, temporary => gatherRecords(job, temporary)));
  const copy = new PlainSource(handle, (await handle.stat()).size, abort.signal);
  await source.close();
  return {
    ...(await findRecords(path, { ...text, source: copy, extension: '.jsonl' }, {}, abort)),
    container: jsonLines(0),
  };
}

function writability({ readOnly }: OpenedText, container: Container, { format }: Choice): Dataset['writable'] {
  const beside = 'so decisions are saved beside it only';
  if (readOnly !== null) return { file: false, why: `${readOnly}, ${beside}` };
  if (container.kind === 'array') return { file: false, why: `the file is one JSON array, ${beside}` };
  if (format.rows)
    return { file: false, why: `the file holds lists of responses, and a verdict is about one pair, ${beside}` };
  return { file: true };
}
