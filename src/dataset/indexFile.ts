import { Pace } from './breathe.ts';
import type { ByteSource } from './byteSource.ts';
import { DatasetError } from './datasetError.ts';
import { beginIndexing, type Indexing } from './indexing.ts';
import type { RecordIndex } from './recordIndex.ts';
import type { Splitter } from './splitter.ts';

/** Bytes scanned between two looks at the clock. */
const sliceBytes = 128 << 10;
/** Milliseconds between two reports of progress. */
const reportEvery = 100;

/** What `indexFile` works on. */
export interface IndexJob {
  /** Path of the file, for errors. */
  readonly path: string;
  readonly source: ByteSource;
  /** The source's stream, some of which may have been looked at: `head` is then its first chunk. */
  readonly chunks: AsyncGenerator<Buffer>;
  readonly head: Buffer;
  readonly splitter: Splitter;
  readonly index: RecordIndex;
  readonly abort: AbortController;
  readonly onProgress?: ((done: number, total: number) => void) | undefined;
}

/** Indexes a file in the background, in slices of a few milliseconds. */
export function indexFile(job: IndexJob): Indexing {
  return beginIndexing(
    notify => run(job, notify).catch(error => throwNamed(job.path, error)),
    () => job.abort.abort(new DOMException('The dataset was closed', 'AbortError')),
  );
}

async function run(
  { source, chunks, head, splitter, index, abort, onProgress }: IndexJob,
  notify: () => void,
): Promise<void> {
  const pace = new Pace();
  let reported = performance.now();
  let chunk: Buffer = head;
  try {
    for (;;) {
      for (let from = 0; from < chunk.length; from += sliceBytes) {
        splitter.push(chunk.subarray(from, from + sliceBytes));
        if (pace.due) await pace.rest();
        abort.signal.throwIfAborted();
      }
      notify();
      if (performance.now() - reported >= reportEvery) {
        reported = performance.now();
        onProgress?.(source.done, source.size);
      }
      const next = await chunks.next();
      if (next.done) break;
      chunk = next.value;
    }
    const before = index.count;
    splitter.end();
    // A file that breaks off between two records still gets a row that says so.
    if (source.trouble && index.count === before) addEmptyRow(index);
    onProgress?.(source.size, source.size);
  } finally {
    await chunks.return(undefined);
  }
}

function addEmptyRow(index: RecordIndex): void {
  const last = index.count - 1;
  if (last < 0) index.add(0, 0, 1);
  else index.add(index.start(last) + index.length(last), 0, index.line(last) + 1);
}

/** A full disk or a lost network drive, with the file's name. */
function throwNamed(path: string, error: unknown): never {
  if (error instanceof DatasetError || (error instanceof Error && error.name === 'AbortError')) throw error;
  const { code, message } = error as NodeJS.ErrnoException;
  const cure =
    code === 'ENOSPC'
      ? 'Make room on the disk that holds the storage folder'
      : 'Check the disk and open the file again';
  throw new DatasetError('unreadable', path, `the file can't be read to its end (${code ?? message})`, cure);
}
