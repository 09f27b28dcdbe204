import type { SparseRows } from '../heads/design.ts';
import type { Pace } from '../pace.ts';
import { joinHashes } from '../text/hash.ts';
import { wordsOf } from '../text/words.ts';

const tableBits = 18;
const tableSize = 1 << tableBits;
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

/**
 * Hashed n-grams of every text with TF-IDF weights: (1 + log tf) * idf, idf = log((1 + N) / (1 + df)) + 1, rows scaled to
 * unit length. Hashing (Weinberger et al. 2009) into
 * 2^18 columns, of which those in use are kept.
 */
export async function ngramsOf(texts: readonly string[], options: NgramOptions, pace: Pace): Promise<SparseRows> {
  const counts = new Int32Array(tableSize);
  const frequency = new Int32Array(tableSize);
  const rows: { columns: Int32Array; counts: Uint16Array }[] = [];
  for (const text of texts) {
    const touched: number[] = [];
    const add = (hash: number): void => {
      const at = (hash ^ (hash >>> tableBits)) & (tableSize - 1);
      if (counts[at] === 0) touched.push(at);
      counts[at]!++;
    };
    countNgrams(text.length > longest ? text.slice(0, longest) : text, options, add);
    const columns = Int32Array.from(touched).sort();
    const found = new Uint16Array(columns.length);
    for (let k = 0; k < columns.length; k++) {
      const column = columns[k]!;
      found[k] = Math.min(counts[column]!, 65535);
      counts[column] = 0;
      frequency[column]!++;
    }
    rows.push({ columns, counts: found });
    await pace.step();
  }
  const place = new Int32Array(tableSize).fill(-1);
  let width = 0;
  for (let c = 0; c < tableSize; c++) if (frequency[c]! >= least) place[c] = width++;
  const from = new Int32Array(rows.length + 1);
  let total = 0;
  for (const [i, row] of rows.entries()) {
    for (const column of row.columns) if (place[column]! >= 0) total++;
    from[i + 1] = total;
  }
  const columns = new Int32Array(total);
  const values = new Float32Array(total);
  let at = 0;
  for (const [i, row] of rows.entries()) {
    let squared = 0;
    const start = at;
    for (let k = 0; k < row.columns.length; k++) {
      const column = row.columns[k]!;
      if (place[column]! < 0) continue;
      const idf = Math.log((1 + rows.length) / (1 + frequency[column]!)) + 1;
      const value = (1 + Math.log(row.counts[k]!)) * idf;
      columns[at] = place[column]!;
      values[at++] = value;
      squared += value * value;
    }
    const scale = squared > 0 ? 1 / Math.sqrt(squared) : 0;
    for (let k = start; k < from[i + 1]!; k++) values[k]! *= scale;
  }
  return { width, from, columns, values };
}

function countNgrams(text: string, options: NgramOptions, add: (hash: number) => void): void {
  const words = wordsOf(text);
  const n = words.hashes.length;
  for (let i = 0; i < n; i++) {
    let hash = words.hashes[i]!;
    if (options.words > 0) add(joinHashes(1, hash));
    for (let k = 1; k < options.words && i + k < n; k++) {
      hash = joinHashes(hash, words.hashes[i + k]!);
      add(hash);
    }
  }
  if (options.toCharacters === 0) return;
  const small = text.toLowerCase();
  for (let i = 0; i < n; i++) {
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
