import { type FileHandle, open, stat } from 'node:fs/promises';
import { extname, join } from 'node:path';
import type { ByteSource } from './byteSource.ts';
import type { Fingerprint, OpenOptions } from './dataset.ts';
import { DatasetError } from './datasetError.ts';
import { compressionOf } from './decoder.ts';
import { documentKind, isAnnotatedPairs, maxDocumentBytes, splitDocument } from './documentLists.ts';
import { openCompressed } from './expandingSource.ts';
import { fingerprintOf } from './fingerprint.ts';
import { PlainSource } from './plainSource.ts';
import { copyPlace, makeCopy } from './storedCopy.ts';

/** The text of a preference file, and how it was come by. */
export interface OpenedText {
  readonly source: ByteSource;
  readonly fingerprint: Fingerprint;
  /** Extension of the text, in lower case: `.csv` for `x.csv.gz`. */
  readonly extension: string;
  /** Why nothing can be written into the file itself; null where it can. */
  readonly readOnly: string | null;
}

/** What a converter of Parquet files does: writes the file's rows to `target` as JSON Lines. */
export type ParquetConverter = (path: string, target: string, signal: AbortSignal) => Promise<void>;

/**
 * Opens a file's text: as it is, expanded (gzip, Zstandard), or converted (Parquet, AnnotatedPairs documents).
 *
 * @throws {DatasetError} with the file, what is wrong and what to do
 */
export async function openText(
  path: string,
  { storage, parquet }: Pick<OpenOptions, 'storage' | 'parquet'>,
  signal: AbortSignal,
): Promise<OpenedText> {
  const file = await openFile(path);
  const folder = join(storage, 'expanded');
  try {
    const fingerprint = await fingerprintOf(file);
    const head = await headOf(file);
    const compression = compressionOf(head);
    if (compression !== null) {
      const source = await openCompressed(file, compression, fingerprint, folder, signal);
      return { source, fingerprint, extension: textExtension(path), readOnly: 'the file is compressed' };
    }
    const convert = async (kind: string, work: (temporary: string) => Promise<void>): Promise<ByteSource> => {
      const place = await copyPlace(folder, fingerprint, kind);
      const handle = place.existing ?? (await makeCopy(place.path, work));
      await file.close();
      return new PlainSource(handle, (await handle.stat()).size, signal);
    };
    if (head.subarray(0, 4).equals(parquetMagic)) {
      if (!parquet)
        throw new DatasetError('unrecognised', path, 'Parquet files can not be read here', 'Convert it to JSON Lines');
      const source = await convert('parquet', temporary => converted(path, () => parquet(path, temporary, signal)));
      return { source, fingerprint, extension: '.jsonl', readOnly: 'the file is Parquet' };
    }
    if (extname(path).toLowerCase() === '.json' && isAnnotatedPairs(head)) {
      refuseHuge(path, fingerprint.size);
      const source = await convert(documentKind, temporary => split(path, file, temporary));
      return { source, fingerprint, extension: '.jsonl', readOnly: 'the file is one JSON document' };
    }
    const source = new PlainSource(file, fingerprint.size, signal);
    return { source, fingerprint, extension: textExtension(path), readOnly: null };
  } catch (error) {
    await file.close().catch(() => undefined);
    throw error;
  }
}

const parquetMagic = Buffer.from('PAR1');

async function headOf(file: FileHandle): Promise<Buffer> {
  const { bytesRead, buffer } = await file.read(Buffer.alloc(4096), 0, 4096, 0);
  return buffer.subarray(0, bytesRead);
}

async function converted(path: string, work: () => Promise<void>): Promise<void> {
  try {
    await work();
  } catch (error) {
    if (error instanceof Error && error.name === 'AbortError') throw error;
    const why = error instanceof Error ? error.message.split('\n')[0] : String(error);
    throw new DatasetError('unreadable', path, `the Parquet file can't be read (${why})`, 'Download or write it again');
  }
}

async function split(path: string, file: FileHandle, target: string): Promise<void> {
  try {
    await splitDocument(file, target);
  } catch (error) {
    if (!(error instanceof SyntaxError || error instanceof RangeError)) throw error;
    const problem = `the AnnotatedPairs document can't be read (${error.message})`;
    throw new DatasetError('unreadable', path, problem, 'Write it again with the program that made it');
  }
}

function refuseHuge(path: string, size: number): void {
  if (size <= maxDocumentBytes) return;
  const problem = `the document is ${size >> 20} MB long, more than the ${maxDocumentBytes >> 20} MB that are read as one`;
  throw new DatasetError('too-large', path, problem, 'Write its comparisons one a line');
}

async function openFile(path: string): Promise<FileHandle> {
  try {
    const found = await stat(path);
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

/** `.jsonl` for `x.jsonl`, `x.jsonl.gz` and `x.jsonl.zst`, in lower case. */
function textExtension(path: string): string {
  const extension = extname(path).toLowerCase();
  return extension === '.gz' || extension === '.zst'
    ? extname(path.slice(0, -extension.length)).toLowerCase()
    : extension;
}
