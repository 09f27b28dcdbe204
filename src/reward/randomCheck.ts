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
  const met = new Map<string, number>();
  const drawn = keys.flatMap((key, row) => {
    if (key === null) return [];
    const occurrence = met.get(key) ?? 0;
    met.set(key, occurrence + 1);
    const low = joinHashes(joinHashes(hashText(key), seed | 0), occurrence);
    return [{ row, order: [low >>> 0, joinHashes(low, hashText(`${seed}/${key}`)) >>> 0] as const }];
  });
  drawn.sort((x, y) => x.order[0] - y.order[0] || x.order[1] - y.order[1] || x.row - y.row);
  return drawn.slice(0, Math.max(0, n)).map(({ row }) => row);
}
