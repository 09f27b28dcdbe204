import { type FileHandle, open, stat } from 'node:fs/promises';
import { extname, join, resolve } from 'node:path';
import type { ByteSource } from './byteSource.ts';
import { chooseContainer } from './chooseContainer.ts';
import type { Container } from './container.ts';
import type { Dataset, OpenOptions } from './dataset.ts';
import { DatasetError } from './datasetError.ts';
import { chooseFormat } from './detectFormat.ts';
import { FileDataset, type Indexing } from './fileDataset.ts';
import { fingerprintOf } from './fingerprint.ts';
import { openGzip } from './gzipSource.ts';
import { indexFile } from './indexFile.ts';
import { PlainSource } from './plainSource.ts';
import { RecordIndex } from './recordIndex.ts';
import { sampleRecords, sampleSize } from './sampleRecords.ts';

/**
 * Opens a preference file: JSON Lines, a JSON array, CSV or TSV, each also compressed with gzip. Settles as soon as the
 * format is known; the index goes on in the background (`ready`).
 *
 * @throws {DatasetError} with the file, what is wrong and what to do
 */
export async function openDataset(path: string, options: OpenOptions): Promise<FileDataset> {
  const file = await openFile(resolve(path));
  const abort = new AbortController();
  const stop = (): void => abort.abort(options.signal?.reason);
  options.signal?.addEventListener('abort', stop, { once: true });
  let source: ByteSource | undefined;
  let indexing: Indexing | undefined;
  try {
    options.signal?.throwIfAborted();
    const fingerprint = await fingerprintOf(file);
    const compressed = await isGzip(file);
    source = compressed
      ? await openGzip(file, fingerprint, join(options.storage, 'expanded'), abort.signal)
      : new PlainSource(file, fingerprint.size, abort.signal);
    const chunks = source.chunks();
    const head = (await chunks.next()).value ?? Buffer.alloc(0);
    const container = chooseContainer(path, textExtension(path, compressed), head);
    const index = new RecordIndex(new Set(options.without));
    const splitter = container.splitter(index);
    const rest = head.subarray(container.start);
    indexing = indexFile({
      path: resolve(path),
      source,
      chunks,
      head: rest,
      splitter,
      index,
      abort,
      onProgress: options.onProgress,
    });
    while (!indexing.done && index.count < sampleSize) await indexing.more();
    if (indexing.done) await indexing.finished;
    const samples = await sampleRecords(source, index, container);
    const choice = chooseFormat(path, samples, options);
    const writable = writability(compressed, container);
    return new FileDataset({
      path: resolve(path),
      container,
      choice,
      writable,
      contents: { source, index, fingerprint, added: new Map() },
      indexing,
    });
  } catch (error) {
    abort.abort();
    await indexing?.finished.catch(() => undefined);
    await (source?.close() ?? file.close());
    throw error;
  } finally {
    options.signal?.removeEventListener('abort', stop);
  }
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const found = await stat(path);
    if (found.isDirectory()) {
      throw new DatasetError('not-a-file', path, 'this is a folder', 'Open one of the files in it');
    }
    if (!found.isFile()) {
      throw new DatasetError(
        'not-a-file',
        path,
        'this is no regular file (a pipe, socket or device)',
        'Write its output to a file and open that',
      );
    }
    if (found.size === 0) {
      throw new DatasetError(
        'empty',
        path,
        'the file is empty (0 bytes)',
        'Check that the program that writes it has finished',
      );
    }
    return await open(path, 'r');
  } catch (error) {
    if (error instanceof DatasetError) throw error;
    const { code } = error as NodeJS.ErrnoException;
    if (code === 'ENOENT') throw new DatasetError('missing', path, 'there is no such file', 'Check the path');
    const cure = code === 'EACCES' || code === 'EPERM' ? 'Ask for the right to read it' : 'Check the path and the disk';
    throw new DatasetError('unreadable', path, `the file can't be opened (${code ?? String(error)})`, cure);
  }
}

async function isGzip(file: FileHandle): Promise<boolean> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(2), 0, 2, 0);
  return bytesRead === 2 && buffer[0] === 0x1f && buffer[1] === 0x8b;
}

/** `.jsonl` for `x.jsonl` and `x.jsonl.gz`, in lower case. */
function textExtension(path: string, compressed: boolean): string {
  const extension = extname(path).toLowerCase();
  return compressed && extension === '.gz' ? extname(path.slice(0, -extension.length)).toLowerCase() : extension;
}

function writability(compressed: boolean, container: Container): Dataset['writable'] {
  if (compressed) return { file: false, why: 'the file is compressed, so decisions are saved beside it only' };
  if (container.kind === 'array') {
    return { file: false, why: 'the file is one JSON array, so decisions are saved beside it only' };
  }
  return { file: true };
}
