/** Fewest comparisons with a winner from which a head learns anything. */
export const fewest = 30;

/** Why a head cannot be fitted, or null. */
export function tooFew(labels: Int8Array): string | null {
  let n = 0;
  for (const y of labels) if (y !== 0) n++;
  return n >= fewest ? null : `needs at least ${fewest} comparisons with a winner; the file has ${n}`;
}
