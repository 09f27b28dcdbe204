import { countNewlines } from './countNewlines.ts';
import type { RecordIndex } from './recordIndex.ts';
import type { Splitter } from './splitter.ts';

const [tab, newline, carriageReturn, space] = [0x09, 0x0a, 0x0d, 0x20];
const [quote, backslash, comma] = [0x22, 0x5c, 0x2c];
const [openBracket, closeBracket, openBrace, closeBrace] = [0x5b, 0x5d, 0x7b, 0x7d];

/**
 * Splits a JSON array into its elements, wherever they are on their lines. It looks at brackets and strings only: an
 * element that is not JSON is a record all the same, and found out when it is parsed. What follows the array is one more
 * record, so that it is not lost.
 */
export class ArraySplitter implements Splitter {
  readonly #index: RecordIndex;
  #offset: number;
  #line = 1;
  /** 0 before the array, 1 between its elements, more inside one; -1 after it. */
  #depth = 0;
  #inString = false;
  #escaped = false;
  /** Offset of the element's first byte, -1 between elements. */
  #start = -1;
  #startLine = 1;
  /** Offset after the element's last byte that is not white. */
  #end = 0;

  /** @param offset byte offset in the file of the first byte that will be pushed */
  constructor(index: RecordIndex, offset: number) {
    this.#index = index;
    this.#offset = offset;
  }

  push(bytes: Buffer): void {
    const base = this.#offset;
    for (let at = 0; at < bytes.length; ) {
      if (this.#inString) {
        at = this.#pushString(bytes, at);
        continue;
      }
      const byte = bytes[at]!;
      if (byte === newline) this.#line++;
      else if (byte !== space && byte !== carriageReturn && byte !== tab) this.#pushToken(byte, base + at);
      at++;
    }
    this.#offset = base + bytes.length;
  }

  /** Inside a string only its end matters, which is a quote after an even number of backslashes. Gives where to go on. */
  #pushString(bytes: Buffer, from: number): number {
    const found = bytes.indexOf(quote, from);
    const end = found === -1 ? bytes.length : found;
    let backslashes = 0;
    while (end - backslashes > from && bytes[end - backslashes - 1] === backslash) backslashes++;
    // A run that fills the string so far continues the one before these bytes.
    if (end - backslashes === from && this.#escaped) backslashes++;
    this.#escaped = backslashes % 2 === 1;
    this.#line += countNewlines(bytes, from, end);
    if (found === -1) return end;
    if (!this.#escaped) {
      this.#inString = false;
      this.#end = this.#offset + end + 1;
    }
    this.#escaped = false;
    return end + 1;
  }

  end(): void {
    if (this.#inString) this.#end = this.#offset;
    this.#endElement();
  }

  #pushToken(byte: number, offset: number): void {
    if (this.#depth === 0) {
      this.#depth = byte === openBracket ? 1 : -1;
      if (byte === openBracket) return;
    }
    if (this.#depth === 1 && (byte === comma || byte === closeBracket)) {
      this.#endElement();
      if (byte === closeBracket) this.#depth = -1;
      return;
    }
    if (this.#start === -1) {
      this.#start = offset;
      this.#startLine = this.#line;
    }
    if (this.#depth > 0) {
      if (byte === quote) this.#inString = true;
      else if (byte === openBrace || byte === openBracket) this.#depth++;
      else if (byte === closeBrace || byte === closeBracket) this.#depth = Math.max(1, this.#depth - 1);
    }
    this.#end = offset + 1;
  }

  #endElement(): void {
    if (this.#start === -1) return;
    this.#index.add(this.#start, this.#end - this.#start, this.#startLine);
    this.#start = -1;
  }
}
