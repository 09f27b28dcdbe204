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
    for (let at = 0; at < bytes.length; ) {
      if (this.#quoted) {
        at = this.#pushQuoted(bytes, at);
        continue;
      }
      const byte = bytes[at]!;
      if (byte === quote && this.#fieldStart) {
        this.#quoted = true;
        this.#text = true;
        this.#fieldStart = false;
      } else if (byte === newline) this.#endRecord(base + at);
      else {
        // The second quote of a doubled one opens the field again: what follows is quoted still.
        if (byte === quote && this.#justClosed) this.#quoted = true;
        this.#fieldStart = byte === this.#delimiter;
        if (byte !== carriageReturn) this.#text = true;
      }
      this.#justClosed = false;
      this.#lastByte = byte;
      at++;
    }
    this.#offset = base + bytes.length;
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
    for (let at = bytes.indexOf(newline, from); at !== -1 && at < end; at = bytes.indexOf(newline, at + 1))
      this.#line++;
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
