import { hashText, joinHashes } from './text/hash.ts';

/** Fewest random verdicts from which a flip rate is stated: its exact interval is then at most 37 points wide. */
export const fewestChecks = 30;

/**
 * The rows of a random check, in the order in which to review them: those whose keys have the smallest hashes under a seed.
 * The same keys, seed and number give the same rows on every machine; asking for more gives the same rows and then others,
 * and rows that are added to the file elsewhere leave the order of the rest as it is.
 *
 * @param keys - key of the comparison of each row; null for rows that are not to be drawn
 */
export function randomCheckRows(keys: readonly (string | null)[], seed: number, n: number): number[] {
  const hashes = new Uint32Array(keys.length);
  const met = new Map<string, number>();
  const pool: number[] = [];
  for (const [row, key] of keys.entries()) {
    if (key === null) continue;
    const occurrence = met.get(key) ?? 0;
    met.set(key, occurrence + 1);
    hashes[row] = joinHashes(joinHashes(hashText(key), seed | 0), occurrence);
    pool.push(row);
  }
  const drawn = few(pool, hashes, n).map(row => {
    const hash = hashes[row]!;
    return { row, order: [hash, joinHashes(hash | 0, hashText(`${seed}/${keys[row]}`)) >>> 0] as const };
  });
  drawn.sort((x, y) => x.order[0] - y.order[0] || x.order[1] - y.order[1] || x.row - y.row);
  return drawn.slice(0, Math.max(0, n)).map(({ row }) => row);
}

/** Rows that hold the n with the smallest hashes, and hardly more: sorting half a million rows for thirty takes too long. */
function few(pool: readonly number[], hashes: Uint32Array, n: number): readonly number[] {
  const wanted = 4 * n + 1000;
  if (pool.length <= wanted) return pool;
  const limit = (wanted / pool.length) * 2 ** 32;
  const below = pool.filter(row => hashes[row]! < limit);
  return below.length >= n ? below : pool;
}
