import type { SparseRows } from '../heads/design.ts';
import type { Pace } from '../pace.ts';
import { joinHashes } from '../text/hash.ts';
import { type Words, wordsOf } from '../text/words.ts';

const tableBits = 18;
const tableSize = 1 << tableBits;
/** Bits of a packed entry that hold the count, beside those of its place in the table. */
const countBits = 32 - tableBits;
const mostCounted = (1 << countBits) - 1;
/** Characters of a response that n-grams read; what lies beyond adds little and costs memory. */
const longest = 12_000;
/** Fewest texts that an n-gram must occur in to be kept: rarer ones cannot be learnt from. */
const least = 4;

/** Which n-grams are counted. */
export interface NgramOptions {
  /** Longest run of words. */
  readonly words: number;
  /** Shortest and longest run of characters, inside words padded by a space; 0 for none. */
  readonly fromCharacters: number;
  readonly toCharacters: number;
}

/** What it takes to weigh the n-grams of a text. Plain data: a head that is kept takes it along. */
export interface NgramTable {
  readonly options: NgramOptions;
  /** Column of each place in the hash table, -1 where it is not kept. */
  readonly place: Int32Array;
  /** Inverse document frequency per column. */
  readonly idf: Float64Array;
}

/** Hashed n-grams of a dataset's texts, and what it takes to weigh those of one text again. */
export interface Ngrams extends SparseRows, NgramTable {}

/** The table alone. */
export function ngramTable({ options, place, idf }: Ngrams): NgramTable {
  return { options, place, idf };
}

/** Places of the hash table. */
export const ngramPlaces = tableSize;

/** Takes an n-gram: its place in the hash table, and the first and last word that it covers. */
export type TakeNgram = (place: number, first: number, last: number) => void;

/**
 * Hashed n-grams of every text with TF-IDF weights: (1 + log tf) * idf, idf = log((1 + N) / (1 + df)) + 1, rows scaled to
 * unit length. Hashing (Weinberger et al. 2009) into
 * 2^18 columns, of which those in use are kept.
 */
export async function ngramsOf(
  texts: readonly string[],
  options: NgramOptions,
  pace: Pace,
  countsOf: (text: string) => Uint32Array = text => countText(text, options),
): Promise<Ngrams> {
  const frequency = new Int32Array(tableSize);
  const rows: Uint32Array[] = [];
  for (const text of texts) {
    const row = countsOf(text);
    for (const packed of row) frequency[packed >>> countBits]!++;
    rows.push(row);
    await pace.step();
  }
  const place = new Int32Array(tableSize).fill(-1);
  let width = 0;
  for (let c = 0; c < tableSize; c++) if (frequency[c]! >= least) place[c] = width++;
  const idf = new Float64Array(width);
  for (let c = 0; c < tableSize; c++) {
    if (place[c]! >= 0) idf[place[c]!] = Math.log((1 + rows.length) / (1 + frequency[c]!)) + 1;
  }
  return weighed(rows, { options, place, idf });
}

/** Rows of texts under a table that was made of others: n-grams that it doesn't keep count for nothing. */
export function ngramsUnder(texts: readonly string[], table: NgramTable): Ngrams {
  return weighed(
    texts.map(text => countText(text, table.options)),
    table,
  );
}

function weighed(rows: readonly Uint32Array[], { options, place, idf }: NgramTable): Ngrams {
  const width = idf.length;
  const from = new Int32Array(rows.length + 1);
  let total = 0;
  for (const [i, row] of rows.entries()) {
    for (const packed of row) if (place[packed >>> countBits]! >= 0) total++;
    from[i + 1] = total;
  }
  const columns = new Int32Array(total);
  const values = new Float32Array(total);
  let at = 0;
  for (const [i, row] of rows.entries()) {
    let squared = 0;
    const start = at;
    for (const packed of row) {
      const column = place[packed >>> countBits]!;
      if (column < 0) continue;
      const value = weightOf(packed & mostCounted, idf[column]!);
      columns[at] = column;
      values[at++] = value;
      squared += value * value;
    }
    const scale = squared > 0 ? 1 / Math.sqrt(squared) : 0;
    for (let k = start; k < from[i + 1]!; k++) values[k]! *= scale;
  }
  return { width, from, columns, values, options, place, idf };
}

const scratch = new Int32Array(tableSize);

/** N-grams of one text by place in the hash table, in order: place times 2^14 plus how often it occurs. */
export function countText(text: string, options: NgramOptions): Uint32Array {
  const touched: number[] = [];
  countNgrams(text, options, at => {
    if (scratch[at] === 0) touched.push(at);
    scratch[at]!++;
  });
  const packed = Uint32Array.from(touched, at => ((at << countBits) | Math.min(scratch[at]!, mostCounted)) >>> 0);
  for (const at of touched) scratch[at] = 0;
  return packed.sort();
}

/** TF-IDF weight of an n-gram before its row is scaled: (1 + log tf) idf; 0 where it does not occur. */
export function weightOf(count: number, idf: number): number {
  return count === 0 ? 0 : (1 + Math.log(count)) * idf;
}

/** The words that n-grams of a text read. */
export function wordsRead(text: string): Words {
  return wordsOf(text.length > longest ? text.slice(0, longest) : text);
}

/** Hands over every n-gram of a text. */
export function countNgrams(whole: string, options: NgramOptions, take: TakeNgram): void {
  const text = whole.length > longest ? whole.slice(0, longest) : whole;
  const words = wordsOf(text);
  let first = 0;
  let last = 0;
  const add = (hash: number): void => take((hash ^ (hash >>> tableBits)) & (tableSize - 1), first, last);
  const n = words.hashes.length;
  for (let i = 0; i < n; i++) {
    let hash = words.hashes[i]!;
    first = last = i;
    if (options.words > 0) add(joinHashes(1, hash));
    for (let k = 1; k < options.words && i + k < n; k++) {
      last = i + k;
      hash = joinHashes(hash, words.hashes[i + k]!);
      add(hash);
    }
  }
  if (options.toCharacters === 0) return;
  const small = text.toLowerCase();
  for (let i = 0; i < n; i++) {
    first = last = i;
    const start = words.starts[i]!;
    const end = Math.min(start + words.lengths[i]!, small.length);
    for (let from = start - 1; from < end; from++) {
      let hash = 0x811c9dc5;
      for (let length = 1; length <= options.toCharacters && from + length <= end + 1; length++) {
        const at = from + length - 1;
        const code = at < start || at >= end ? 32 : small.charCodeAt(at);
        hash = Math.imul(hash ^ code, 0x01000193);
        if (length >= options.fromCharacters) add(joinHashes(length, hash));
      }
    }
  }
}
