import type { WrittenRecord } from './addedRecords.ts';
import { Pace } from './breathe.ts';
import type { ByteSource } from './byteSource.ts';
import type { Container } from './container.ts';
import type { Dataset, DetectedFormat, Fingerprint, OutsideChange } from './dataset.ts';
import type { Choice } from './detectFormat.ts';
import type { FieldMap } from './fieldMap.ts';
import { changeSince } from './fingerprint.ts';
import type { JsonPath } from './format.ts';
import type { Indexing } from './indexing.ts';
import type { ListPlace } from './lists/listPlace.ts';
import { ownAt } from './ownValue.ts';
import { malformed, maxRecordBytes, type Place, readRecord, tooLong } from './readRecord.ts';
import type { RecordIndex } from './recordIndex.ts';
import { malformedPreview, type Row } from './row.ts';

/** Records that lie together are read with one call, up to this many bytes. */
const spanBytes = 1 << 20;
/** Bytes of records in a batch, unless one record alone is longer. */
const batchBytes = 512 << 10;
const batchRows = 512;

/** The bytes of a dataset at one time: until a save replaces them. */
export interface Contents {
  readonly source: ByteSource;
  readonly index: RecordIndex;
  readonly fingerprint: Fingerprint;
  /** Records that saves added since the dataset was opened, by the row numbers of their comparisons: the index has none of them. */
  readonly added: ReadonlyMap<number, WrittenRecord>;
}

/** What a file dataset is made of. */
export interface Parts {
  readonly path: string;
  readonly container: Container;
  readonly choice: Choice;
  readonly writable: Dataset['writable'];
  readonly contents: Contents;
  readonly indexing: Indexing;
}

/** A row and the source bytes that it was read from; null where they are too many to be read by the way. */
export interface RowRecord {
  readonly row: Row;
  readonly bytes: Buffer | null;
}

/** A preference file on disk. */
export class FileDataset implements Dataset {
  readonly path: string;
  readonly format: DetectedFormat;
  readonly map: FieldMap | null;
  readonly writable: Dataset['writable'];
  readonly container: Container;
  readonly choice: Choice;
  readonly ready: Promise<void>;
  readonly #indexing: Indexing;
  #contents: Contents;
  /** Reads under way per contents, so that none loses its file. */
  readonly #readers = new Map<Contents, number>();
  readonly #retired = new Set<Contents>();
  #closed = false;

  constructor(parts: Parts) {
    this.path = parts.path;
    this.container = parts.container;
    this.choice = parts.choice;
    this.format = parts.choice.detected;
    this.map = parts.choice.map;
    this.writable = parts.writable;
    this.#contents = parts.contents;
    this.#indexing = parts.indexing;
    this.ready = parts.indexing.finished;
  }

  get fingerprint(): Fingerprint {
    return this.#contents.fingerprint;
  }

  get rowCount(): number {
    return this.#contents.index.count;
  }

  get indexed(): boolean {
    return this.#indexing.done;
  }

  /** What the dataset reads from now. For `saveDataset`. */
  get contents(): Contents {
    return this.#contents;
  }

  async read(start: number, count: number): Promise<Row[]> {
    return (await this.readRecords(start, count)).map(record => record.row);
  }

  /** As `read`, with each record's source bytes. */
  async readRecords(start: number, count: number): Promise<RowRecord[]> {
    return this.#reading(async contents => {
      const end = Math.min(start + count, contents.index.count);
      const records: RowRecord[] = [];
      const pace = new Pace();
      for (let from = Math.max(0, start); from < end; ) {
        const to = spanEnd(contents.index, from, end);
        const bytes = await this.#bytes(contents, from, to);
        const base = contents.index.start(from);
        for (let row = from; row < to; row++) {
          if (pace.due) await pace.rest();
          records.push(this.#record(contents, row, bytes, contents.index.start(row) - base));
        }
        from = to;
      }
      return records;
    });
  }

  async readBytes(row: number): Promise<Buffer> {
    return this.#reading(contents => {
      if (row < 0 || row >= contents.index.count) throw new RangeError(`There is no row ${row}`);
      return readExactly(contents, contents.index.start(row), contents.index.length(row));
    });
  }

  /** The header of separated values, without its line ending; null for other files. For exports. */
  async readHeader(): Promise<Buffer | null> {
    const { headerLength } = this.container;
    if (headerLength === undefined) return null;
    return this.#reading(contents => readExactly(contents, this.container.start, headerLength));
  }

  /** The list of which a row is a pair, and its place there; null for rows that are none. */
  async listAt(row: number): Promise<ListPlace | null> {
    const { format } = this.choice;
    if (!format.listAt || row < 0 || row >= this.rowCount) return null;
    const nth = this.#contents.index.nth(row);
    const bytes = await this.readBytes(row);
    if (bytes.length > maxRecordBytes) return null;
    const parsed = this.container.parse(bytes.toString('utf8'));
    return parsed.ok ? format.listAt(parsed.record, nth) : null;
  }

  /** The text at a path of a record; null if there is none. */
  textIn(bytes: Buffer, path: JsonPath): string | null {
    if (bytes.length > maxRecordBytes) return null;
    const parsed = this.container.parse(bytes.toString('utf8'));
    const value = parsed.ok ? ownAt(parsed.record, path) : undefined;
    return typeof value === 'string' ? value : null;
  }

  parse(row: number, bytes: Buffer, line = this.#contents.index.line(row)): Row {
    return readRecord(bytes, { ...this.#place(this.#contents, row), line }, this.container, this.choice);
  }

  async *batches(signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
    for await (const records of this.recordBatches(signal)) yield records.map(record => record.row);
  }

  /** As `batches`, with each record's source bytes. */
  async *recordBatches(signal?: AbortSignal): AsyncGenerator<readonly RowRecord[]> {
    let from = 0;
    for (;;) {
      signal?.throwIfAborted();
      const { index } = this.#contents;
      if (from >= index.count) {
        if (this.indexed) {
          await this.ready;
          if (from >= this.#contents.index.count) return;
        } else await this.#indexing.more();
        continue;
      }
      let to = from + 1;
      let bytes = index.length(from);
      while (to < index.count && to - from < batchRows && bytes + index.length(to) <= batchBytes)
        bytes += index.length(to++);
      yield await this.readRecords(from, to - from);
      from = to;
    }
  }

  outsideChange(): Promise<OutsideChange> {
    return changeSince(this.path, this.fingerprint);
  }

  /** Serves other contents from now on; the old ones are closed when nobody reads them any more. For `saveDataset`. */
  async adopt(contents: Contents): Promise<void> {
    const old = this.#contents;
    this.#contents = contents;
    await this.#retire(old);
  }

  async close(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    this.#indexing.cancel();
    await this.#indexing.finished.catch(() => undefined);
    await this.#retire(this.#contents);
  }

  async #reading<T>(work: (contents: Contents) => Promise<T>): Promise<T> {
    if (this.#closed) throw new DOMException(`${this.path} was closed`, 'AbortError');
    const contents = this.#contents;
    this.#readers.set(contents, (this.#readers.get(contents) ?? 0) + 1);
    try {
      return await work(contents);
    } finally {
      const left = this.#readers.get(contents)! - 1;
      if (left > 0) this.#readers.set(contents, left);
      else {
        this.#readers.delete(contents);
        if (this.#retired.delete(contents)) await contents.source.close();
      }
    }
  }

  async #retire(contents: Contents): Promise<void> {
    if (this.#readers.has(contents)) this.#retired.add(contents);
    else await contents.source.close();
  }

  async #bytes(contents: Contents, from: number, to: number): Promise<Buffer> {
    const { index } = contents;
    const start = index.start(from);
    if (to - from === 1 && index.length(from) > maxRecordBytes)
      return readExactly(contents, start, malformedPreview * 4);
    return readExactly(contents, start, index.start(to - 1) + index.length(to - 1) - start);
  }

  #place({ index }: Contents, row: number): Place {
    return { row, line: index.line(row), ...(this.choice.format.rows && { nth: index.nth(row) }) };
  }

  #record(contents: Contents, row: number, span: Buffer, offset: number): RowRecord {
    const { index, source } = contents;
    const place = this.#place(contents, row);
    const length = index.length(row);
    if (length > maxRecordBytes) return { row: tooLong(span, length, place), bytes: null };
    const bytes = span.subarray(offset, offset + length);
    if (source.trouble && row === index.count - 1) {
      return { row: malformed(bytes, place, source.trouble.reason, source.trouble.cure), bytes };
    }
    return { row: readRecord(bytes, place, this.container, this.choice), bytes };
  }
}

/** End of the rows that are read with one call, beginning at `from`. */
function spanEnd(index: RecordIndex, from: number, end: number): number {
  const start = index.start(from);
  let to = from + 1;
  while (to < end && index.start(to) + index.length(to) - start <= spanBytes) to++;
  return to;
}

async function readExactly({ source }: Contents, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await source.handle.read(bytes, read, length - read, start + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}
