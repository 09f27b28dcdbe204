import { joinHashes } from './text/hash.ts';
import { wordsOf } from './text/words.ts';

const hashes = 32;
const rowsPerBand = 4;

/** MinHash signature (Broder 1997) of a text's word 4-shingles; null for texts under eight words. */
export function signatureOf(text: string): Int32Array | null {
  const words = wordsOf(text.slice(0, 20_000)).hashes;
  if (words.length < 8) return null;
  const signature = new Int32Array(hashes).fill(0x7fffffff);
  for (let i = 0; i + 3 < words.length; i++) {
    const shingle = joinHashes(joinHashes(joinHashes(words[i]!, words[i + 1]!), words[i + 2]!), words[i + 3]!);
    for (let k = 0; k < hashes; k++) {
      const value = joinHashes(shingle, Math.imul(k + 1, 0x9e3779b1));
      if (value < signature[k]!) signature[k] = value;
    }
  }
  return signature;
}

/** Estimated Jaccard similarity of two texts' shingles. */
export function similarity(a: Int32Array, b: Int32Array): number {
  let same = 0;
  for (let k = 0; k < hashes; k++) if (a[k] === b[k]) same++;
  return same / hashes;
}

/**
 * Pairs of near-duplicate texts: those that share a band of their signature and reach the similarity. Each text is
 * compared with one text per band at most, so this is linear in the number of texts.
 */
export function nearDuplicates(texts: readonly string[], least: number): [number, number][] {
  const found: [number, number][] = [];
  const buckets = new Map<number, number>();
  const signatures = texts.map(signatureOf);
  for (const [i, signature] of signatures.entries()) {
    if (!signature) continue;
    for (let band = 0; band < hashes; band += rowsPerBand) {
      let key = band;
      for (let k = 0; k < rowsPerBand; k++) key = joinHashes(key, signature[band + k]!);
      const first = buckets.get(key);
      if (first === undefined) buckets.set(key, i);
      else if (similarity(signatures[first]!, signature) >= least) found.push([first, i]);
    }
  }
  return found;
}
