import { countNewlines } from './countNewlines.ts';
import type { RecordIndex } from './recordIndex.ts';
import type { Splitter } from './splitter.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;
const quote = 0x22;

/**
 * Splits separated values: a record ends at a line ending outside quotes, so it may span lines. A quote opens a quoted
 * field only at the field's beginning. Blank lines are no records. The first record, the header, is not a row.
 */
export class CsvSplitter implements Splitter {
  readonly #index: RecordIndex;
  readonly #delimiter: number;
  #offset: number;
  #recordStart: number;
  #line = 1;
  #recordLine = 1;
  #quoted = false;
  #fieldStart = true;
  #text = false;
  #lastByte = 0;
  /** The byte before this one closed a quoted field, or is the first of a doubled quote. */
  #justClosed = false;
  #headerSeen = false;

  /**
   * @param delimiter byte between fields
   * @param offset byte offset in the file of the first byte that will be pushed
   */
  constructor(index: RecordIndex, delimiter: number, offset: number) {
    this.#index = index;
    this.#delimiter = delimiter;
    this.#offset = offset;
    this.#recordStart = offset;
  }

  push(bytes: Buffer): void {
    const base = this.#offset;
    for (let at = 0; at < bytes.length; ) at = this.#quoted ? this.#pushQuoted(bytes, at) : this.#pushPlain(bytes, at);
    this.#offset = base + bytes.length;
  }

  /** Goes through a record's bytes up to a quoted field or the record's end. Gives where to go on. */
  #pushPlain(bytes: Buffer, from: number): number {
    const delimiter = this.#delimiter;
    let fieldStart = this.#fieldStart;
    let justClosed = this.#justClosed;
    let text = this.#text;
    let byte = this.#lastByte;
    let at = from;
    while (at < bytes.length) {
      byte = bytes[at]!;
      if (byte === newline) break;
      at++;
      // A quote opens a field at its beginning, and the second quote of a doubled one opens it again.
      if (byte === quote && (fieldStart || justClosed)) {
        this.#quoted = true;
        text = true;
        fieldStart = false;
        break;
      }
      justClosed = false;
      fieldStart = byte === delimiter;
      text ||= byte !== carriageReturn;
    }
    const ends = byte === newline && at < bytes.length && !this.#quoted;
    this.#fieldStart = fieldStart;
    this.#justClosed = justClosed && !this.#quoted && !ends;
    this.#text = text;
    if (!ends) {
      this.#lastByte = byte;
      return at;
    }
    if (at > from) this.#lastByte = bytes[at - 1]!;
    this.#endRecord(this.#offset + at);
    this.#lastByte = newline;
    return at + 1;
  }

  end(): void {
    if (!this.#text) return;
    // The line ending that a closing newline would have been.
    this.#quoted = false;
    this.#endRecord(this.#offset);
  }

  /** Inside quotes only quotes and newlines matter. Gives where to go on. */
  #pushQuoted(bytes: Buffer, from: number): number {
    const found = bytes.indexOf(quote, from);
    const end = found === -1 ? bytes.length : found;
    this.#line += countNewlines(bytes, from, end);
    if (found === -1) {
      this.#lastByte = 0;
      return bytes.length;
    }
    this.#quoted = false;
    this.#justClosed = true;
    this.#lastByte = quote;
    return found + 1;
  }

  #endRecord(end: number): void {
    const length = end - this.#recordStart - (this.#lastByte === carriageReturn ? 1 : 0);
    if (this.#text) {
      if (this.#headerSeen) this.#index.add(this.#recordStart, length, this.#recordLine);
      this.#headerSeen = true;
    }
    this.#line++;
    this.#recordLine = this.#line;
    this.#recordStart = end + 1;
    this.#fieldStart = true;
    this.#text = false;
  }
}
