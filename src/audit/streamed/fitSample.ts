import type { Skim } from './skim.ts';

/** Comparisons on which heads are fitted where a file has more of them, unless the user says otherwise. */
export const defaultFitSample = 20_000;

/** Fewest that a user may choose: below, folds and calibration have too little to go by. */
export const leastFitSample = 500;

/** Reads a number of comparisons, or `all`. @returns null for anything else */
export function parseFitSample(text: string): number | null {
  if (text === 'all') return Number.POSITIVE_INFINITY;
  const number = /^\d{1,9}$/.test(text) ? Number(text) : 0;
  return number >= leastFitSample ? number : null;
}

/**
 * A sample of a file, stratified by source and label: of each stratum its share, rounded up, taken prompt by prompt in an order
 * that the seed shuffles, so that comparisons of one prompt come together. Those with a verdict are all in it, and those with votes
 * that are kept, unless they are more than half of it.
 *
 * @param most - about how many; a stratum of a prompt with many comparisons may make it more
 * @returns indices into the skim, ascending
 */
export function drawSample(skim: Skim, most: number, seed: number): Int32Array {
  const { strata, prompts, reviewed, voted } = skim;
  const few = voted.size <= most / 2;
  const members = new Map<number, number[]>();
  const chosen: number[] = [];
  for (let i = 0; i < strata.length; i++) {
    const stratum = strata.get(i);
    if (stratum < 0) continue;
    if (reviewed.has(i) || (few && voted.has(i))) chosen.push(i);
    else {
      const of = members.get(stratum) ?? [];
      if (of.push(i) === 1) members.set(stratum, of);
    }
  }
  const others = [...members.values()].reduce((sum, of) => sum + of.length, 0);
  const share = Math.min(1, Math.max(0, most - chosen.length) / Math.max(1, others));
  for (const of of members.values()) {
    const priorities = Float64Array.from(of, i => shuffled(prompts.get(i), seed));
    const quota = Math.ceil(share * of.length);
    if (quota === 0) continue;
    const last = priorities.slice().sort()[quota - 1]!;
    for (const [k, i] of of.entries()) if (priorities[k]! <= last) chosen.push(i);
  }
  return Int32Array.from(chosen).sort();
}

/** A number in [0, 2^32) that depends on all bits of a hash and a seed. */
function shuffled(hash: number, seed: number): number {
  let h = Math.imul(((hash % 2 ** 32) | 0) ^ seed, 0x21f0aaad) ^ (hash / 2 ** 32);
  h = Math.imul(h ^ (h >>> 15), 0x735a2d97);
  return (h ^ (h >>> 15)) >>> 0;
}
