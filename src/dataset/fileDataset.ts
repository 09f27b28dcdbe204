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
import { maxRecordBytes, readRecord } from './readRecord.ts';
import type { RecordIndex } from './recordIndex.ts';
import type { Row } from './row.ts';
import { placeOf, type RowRecord, RowSpan, readExactly } from './rowSpan.ts';

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
        const span = await RowSpan.read(contents, { from, to: end, most: spanBytes }, this);
        records.push(...(await recordsOf(span, pace)));
        from = span.to;
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
    return readRecord(bytes, { ...placeOf(this.#contents, row, this.choice), line }, this.container, this.choice);
  }

  async *batches(signal?: AbortSignal): AsyncGenerator<readonly Row[]> {
    for await (const records of this.recordBatches(signal)) yield records.map(record => record.row);
  }

  /** As `batches`, with each record's source bytes. */
  async *recordBatches(signal?: AbortSignal): AsyncGenerator<readonly RowRecord[]> {
    const pace = new Pace();
    for await (const span of this.spans(signal)) yield await recordsOf(span, pace);
  }

  /** The bytes of all rows in order, of which none is read yet. The next are on their way while the caller works on some. */
  async *spans(signal?: AbortSignal): AsyncGenerator<RowSpan> {
    const ahead = (from: number): Promise<RowSpan | null> => {
      const span = this.#spanFrom(from);
      // Whoever waits for it sees the error; if nobody does any more, that must not end the process.
      span.catch(() => undefined);
      return span;
    };
    let next = ahead(0);
    for (;;) {
      signal?.throwIfAborted();
      const span = await next;
      if (span === null) return;
      next = ahead(span.to);
      yield span;
    }
  }

  /** Waits for the index as needed; null behind the last row. */
  async #spanFrom(from: number): Promise<RowSpan | null> {
    while (from >= this.#contents.index.count) {
      if (this.indexed) {
        await this.ready;
        if (from >= this.#contents.index.count) return null;
      } else await this.#indexing.more();
    }
    return this.#reading(contents => {
      const to = Math.min(contents.index.count, from + batchRows);
      return RowSpan.read(contents, { from, to, most: batchBytes }, this);
    });
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
}

async function recordsOf(span: RowSpan, pace: Pace): Promise<RowRecord[]> {
  const records: RowRecord[] = [];
  for (let row = span.from; row < span.to; row++) {
    if (pace.due) await pace.rest();
    records.push(span.record(row));
  }
  return records;
}
