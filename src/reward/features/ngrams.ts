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

let places = new Int32Array(1 << 14);
let sorted = new Int32Array(1 << 14);

/** N-grams of one text by place in the hash table, in order: place times 2^14 plus how often it occurs. */
export function countText(text: string, options: NgramOptions): Uint32Array {
  const n = gatherPlaces(text, options);
  sortBy(0, places, sorted, n);
  sortBy(digitBits, sorted, places, n);
  let different = 0;
  for (let i = 0; i < n; i++) if (i === 0 || places[i] !== places[i - 1]) different++;
  const packed = new Uint32Array(different);
  for (let i = 0, at = 0; i < n; at++) {
    const place = places[i]!;
    const from = i;
    while (i < n && places[i] === place) i++;
    packed[at] = (place << countBits) | Math.min(i - from, mostCounted);
  }
  return packed;
}

/** Puts the places of a text's n-grams into `places`, as `countNgrams` hands them over, and returns how many they are. */
function gatherPlaces(whole: string, { words: mostWords, fromCharacters, toCharacters }: NgramOptions): number {
  const text = whole.length > longest ? whole.slice(0, longest) : whole;
  const { hashes, starts: from, lengths } = wordsOf(text);
  const count = hashes.length;
  let room = count * mostWords;
  if (toCharacters > 0) for (const length of lengths) room += (length + 2) * (toCharacters - fromCharacters + 1);
  if (room > places.length) {
    places = new Int32Array(2 * room);
    sorted = new Int32Array(2 * room);
  }
  let n = 0;
  for (let i = 0; i < count; i++) {
    let hash = hashes[i]!;
    if (mostWords > 0) places[n++] = placeOf(joinHashes(1, hash));
    for (let k = 1; k < mostWords && i + k < count; k++) {
      hash = joinHashes(hash, hashes[i + k]!);
      places[n++] = placeOf(hash);
    }
  }
  if (toCharacters === 0) return n;
  const small = text.toLowerCase();
  for (let i = 0; i < count; i++) {
    const start = from[i]!;
    const end = Math.min(start + lengths[i]!, small.length);
    for (let first = start - 1; first < end; first++) {
      let hash = 0x811c9dc5;
      const most = Math.min(toCharacters, end + 1 - first);
      for (let length = 1; length <= most; length++) {
        const at = first + length - 1;
        const code = at < start || at >= end ? 32 : small.charCodeAt(at);
        hash = Math.imul(hash ^ code, 0x01000193);
        if (length >= fromCharacters) places[n++] = placeOf(joinHashes(length, hash));
      }
    }
  }
  return n;
}

function placeOf(hash: number): number {
  return (hash ^ (hash >>> tableBits)) & (tableSize - 1);
}

/** Places are sorted by their lower half of bits, then by the upper one. */
const digitBits = tableBits / 2;
const digitMask = (1 << digitBits) - 1;
const starts = new Int32Array(digitMask + 2);

/** One round of a radix sort of the first n places, by the digit that begins at a bit. */
function sortBy(bit: number, from: Int32Array, to: Int32Array, n: number): void {
  starts.fill(0);
  for (let i = 0; i < n; i++) starts[((from[i]! >>> bit) & digitMask) + 1]!++;
  for (let d = 1; d <= digitMask; d++) starts[d]! += starts[d - 1]!;
  for (let i = 0; i < n; i++) to[starts[(from[i]! >>> bit) & digitMask]!++] = from[i]!;
}

/** TF-IDF weight of an n-gram before its row is scaled: (1 + log tf) idf; 0 where it does not occur. */
export function weightOf(count: number, idf: number): number {
  return count === 0 ? 0 : (count < factors.length ? factors[count]! : 1 + Math.log(count)) * idf;
}

/** Most n-grams occur a few times. */
const factors = Float64Array.from({ length: 32 }, (_, count) => 1 + Math.log(count));

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
  const add = (hash: number): void => take(placeOf(hash), first, last);
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
