import type { Container } from './container.ts';
import type { Choice } from './detectFormat.ts';
import type { Contents } from './fileDataset.ts';
import { malformed, maxRecordBytes, type Place, readRecord, tooLong } from './readRecord.ts';
import { malformedPreview, type Row } from './row.ts';

/** A row and the source bytes that it was read from; null where they are too many to be read by the way. */
export interface RowRecord {
  readonly row: Row;
  readonly bytes: Buffer | null;
}

/** How bytes become rows. */
export interface Reading {
  readonly container: Container;
  readonly choice: Choice;
}

/** Rows whose records lie together in a file, with their bytes. What of them is read is up to whoever asks. */
export class RowSpan {
  /** The first row, and the one after the last. */
  readonly from: number;
  readonly to: number;
  /** From the beginning of the first record to the end of the last. Of a record that is too long, only its beginning. */
  readonly bytes: Buffer;
  readonly #contents: Contents;
  readonly #reading: Reading;

  private constructor(from: number, to: number, bytes: Buffer, contents: Contents, reading: Reading) {
    this.from = from;
    this.to = to;
    this.bytes = bytes;
    this.#contents = contents;
    this.#reading = reading;
  }

  /** Reads the bytes of rows from `from` on: up to `to`, or as many as have no more than `most` bytes; one at least. */
  static async read(
    contents: Contents,
    { from, to, most }: { readonly from: number; readonly to: number; readonly most: number },
    reading: Reading,
  ): Promise<RowSpan> {
    const { index } = contents;
    const start = index.start(from);
    let end = from + 1;
    while (end < to && index.start(end) + index.length(end) - start <= most) end++;
    const length =
      end - from === 1 && index.length(from) > maxRecordBytes
        ? malformedPreview * 4
        : index.start(end - 1) + index.length(end - 1) - start;
    return new RowSpan(from, end, await readExactly(contents, start, length), contents, reading);
  }

  /** Where a row's record begins in `bytes`. */
  start(row: number): number {
    return this.#contents.index.start(row) - this.#contents.index.start(this.from);
  }

  /** Where a row's record ends in `bytes`. */
  end(row: number): number {
    return Math.min(this.bytes.length, this.start(row) + this.#contents.index.length(row));
  }

  /** Reads a row. */
  record(row: number): RowRecord {
    const { index, source } = this.#contents;
    const { container, choice } = this.#reading;
    const place = placeOf(this.#contents, row, choice);
    const length = index.length(row);
    if (length > maxRecordBytes) return { row: tooLong(this.bytes, length, place), bytes: null };
    const bytes = this.bytes.subarray(this.start(row), this.end(row));
    if (source.trouble && row === index.count - 1) {
      return { row: malformed(bytes, place, source.trouble.reason, source.trouble.cure), bytes };
    }
    return { row: readRecord(bytes, place, container, choice), bytes };
  }
}

/** Where a row is. */
export function placeOf({ index }: Contents, row: number, { format }: Choice): Place {
  return { row, line: index.line(row), ...(format.rows && { nth: index.nth(row) }) };
}

/** Bytes of a file by position; fewer where it ends before. */
export async function readExactly({ source }: Contents, start: number, length: number): Promise<Buffer> {
  const bytes = Buffer.allocUnsafe(length);
  let read = 0;
  while (read < length) {
    const { bytesRead } = await source.handle.read(bytes, read, length - read, start + read);
    if (bytesRead === 0) break;
    read += bytesRead;
  }
  return bytes.subarray(0, read);
}
