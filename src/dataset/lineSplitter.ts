import type { RecordIndex } from './recordIndex.ts';
import type { Splitter } from './splitter.ts';

const newline = 0x0a;
const carriageReturn = 0x0d;
const space = 0x20;
const tab = 0x09;

/** Splits lines: a record is a line that is not blank (blank: spaces, tabs, nothing). LF and CRLF. */
export class LineSplitter implements Splitter {
  readonly #index: RecordIndex;
  #offset = 0;
  #lineStart = 0;
  #line = 1;
  /** The line that began in earlier bytes holds something already. */
  #carriesText = false;
  #lastByte = 0;

  /** @param offset byte offset in the file of the first byte that will be pushed */
  constructor(index: RecordIndex, offset = 0) {
    this.#index = index;
    this.#offset = offset;
    this.#lineStart = offset;
  }

  push(bytes: Buffer): void {
    const base = this.#offset;
    let from = 0;
    for (;;) {
      const at = bytes.indexOf(newline, from);
      if (at === -1) break;
      const last = at > 0 ? bytes[at - 1]! : this.#lastByte;
      this.#endLine(base + at, last, this.#carriesText || holdsText(bytes, from, at));
      this.#carriesText = false;
      from = at + 1;
      this.#lineStart = base + from;
      this.#line++;
    }
    if (from < bytes.length) {
      this.#carriesText ||= holdsText(bytes, from, bytes.length);
    }
    if (bytes.length > 0) this.#lastByte = bytes[bytes.length - 1]!;
    this.#offset = base + bytes.length;
  }

  end(): void {
    if (this.#carriesText) this.#endLine(this.#offset, this.#lastByte, true);
    this.#carriesText = false;
  }

  #endLine(end: number, last: number, text: boolean): void {
    if (!text) return;
    const length = end - this.#lineStart - (last === carriageReturn ? 1 : 0);
    this.#index.add(this.#lineStart, length, this.#line);
  }
}

function holdsText(bytes: Buffer, from: number, to: number): boolean {
  for (let i = from; i < to; i++) {
    const byte = bytes[i]!;
    if (byte !== space && byte !== tab && byte !== carriageReturn) return true;
  }
  return false;
}
