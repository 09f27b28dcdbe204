import type { RowSpan } from '../dataset/rowSpan.ts';

/**
 * Words that formats put into texts of their own accord (`[image]`, `[passage 3]`), or that a number becomes: a record need
 * not hold them.
 */
const madeUp = ['image', 'part', 'passage', 'question', 'undefined', 'infinity'];

/** Digits, and hex digits: numbers are written in more than one way, and the digest of a picture stands for its bytes. */
const computed = /^[0-9a-f]*$/;

/** What stands in the bytes of a record as it does in its texts, case aside: no format and no escape parts it or changes it. */
const runs = /[a-z0-9\p{Lo}]+/gu;

/** The only other letters whose lower case holds a letter or digit of ASCII: the Kelvin sign, and I with a dot. */
const lookalikes = ['\u212a', '\u0130'];

/**
 * Tells from the bytes of records which may hold words in their texts. It never leaves out one that does; those that it lets
 * pass must be read.
 */
export class WordProbes {
  /** A part of each word, as it stands in bytes that are read as Latin-1 and put in lower case. */
  readonly #parts: readonly string[];
  /** Where one of these stands, the record may hold anything. */
  readonly #hiding: readonly string[];

  /** @param words - in lower case */
  constructor(words: readonly string[]) {
    const parts = words.flatMap(word => partOf(word) ?? []);
    // Escapes of ASCII, of what falls among it in lower case, and, where a word has other letters, of any.
    const escapes = parts.every(part => /^[a-z0-9]*$/.test(part)) ? ['\\u00', '\\u013', '\\u212'] : ['\\u'];
    this.#parts = parts.map(inBytes);
    this.#hiding = [...escapes, ...lookalikes.map(inBytes)];
  }

  /** Rows of a span that may hold every word, in order. */
  candidates(span: RowSpan): number[] {
    const rows = Array.from({ length: span.to - span.from }, (_, i) => span.from + i);
    if (this.#parts.length === 0) return rows;
    // Bytes above 127 become other ones, and so do those of the parts: at worst a row too many passes.
    const text = span.bytes.toString('latin1').toLowerCase();
    const parts = this.#parts.map(part => new Places(text, part));
    const hiding = this.#hiding.map(mark => new Places(text, mark));
    return rows.filter(row => {
      const [start, end] = [span.start(row), span.end(row)];
      return parts.every(places => places.within(start, end)) || hiding.some(places => places.within(start, end));
    });
  }
}

/** The longest part of a word that a record must hold if its texts hold the word; null where there is none. */
function partOf(word: string): string | null {
  const parts = [...word.matchAll(runs)].map(([run]) => run);
  const sure = parts.filter(part => !computed.test(part) && !madeUp.some(made => made.includes(part)));
  return sure.toSorted((x, y) => y.length - x.length)[0] ?? null;
}

function inBytes(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1').toLowerCase();
}

/** Where something stands in a text, asked for from the beginning on. */
class Places {
  readonly #text: string;
  readonly #part: string;
  /** The first place at or behind the beginning that was asked for last. */
  #at = -1;

  constructor(text: string, part: string) {
    this.#text = text;
    this.#part = part;
  }

  /** Whether it stands between two places. @param start - no less than in the call before */
  within(start: number, end: number): boolean {
    if (this.#at < start) {
      const at = this.#text.indexOf(this.#part, start);
      this.#at = at === -1 ? this.#text.length : at;
    }
    return this.#at < end;
  }
}
