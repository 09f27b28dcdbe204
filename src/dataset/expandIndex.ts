import { isUtf8 } from 'node:buffer';
import { Pace } from './breathe.ts';
import type { ByteSource } from './byteSource.ts';
import type { Container } from './container.ts';
import type { Format } from './format.ts';
import { lineOf } from './gathered.ts';
import { beginIndexing, type Indexing } from './indexing.ts';
import { readSpans } from './readSpans.ts';
import { RecordIndex } from './recordIndex.ts';

/** What `expandIndex` works on. */
export interface ExpandJob {
  readonly source: ByteSource;
  /** The records of the file, and how finding them goes. */
  readonly records: RecordIndex;
  readonly indexing: Indexing;
  readonly container: Container;
  readonly format: Format;
  readonly signal: AbortSignal;
}

/** An index with a row for each comparison that a record holds; rows of one record share its bytes. */
export function expandIndex(job: ExpandJob): { readonly index: RecordIndex; readonly indexing: Indexing } {
  const index = new RecordIndex();
  const indexing = beginIndexing(
    notify => expand(job, index, notify),
    () => job.indexing.cancel(),
  );
  return { index, indexing };
}

async function expand(
  { source, records, indexing, container, format, signal }: ExpandJob,
  index: RecordIndex,
  notify: () => void,
): Promise<void> {
  const pace = new Pace();
  for (let next = 0; ; ) {
    while (next >= records.count && !indexing.done) await indexing.more();
    if (next >= records.count) break;
    const end = records.count;
    for await (const { record, bytes, cut } of readSpans(source, records, next, end)) {
      const { rows, line = records.line(record) } = cut ? { rows: 1 } : rowsOf(bytes, container, format);
      for (let row = 0; row < rows; row++) index.add(records.start(record), records.length(record), line);
      if (!pace.due) continue;
      notify();
      await pace.rest();
      signal.throwIfAborted();
    }
    next = end;
    notify();
  }
  await indexing.finished;
}

/** Rows of a record; what can't be parsed is one row, which says why when it is read. */
function rowsOf(
  bytes: Buffer,
  container: Container,
  format: Format,
): { readonly rows: number; readonly line?: number | undefined } {
  const parsed = isUtf8(bytes) ? container.parse(bytes.toString('utf8')) : { ok: false as const };
  if (!parsed.ok) return { rows: 1 };
  return { rows: format.rows?.(parsed.record) ?? 1, line: lineOf(parsed.record) };
}
