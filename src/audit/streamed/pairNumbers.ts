import { join53 } from './hash53.ts';
import type { Skim } from './skim.ts';

/** Which rows set the same two responses to one prompt against each other. */
export interface PairNumbers {
  /** Number of each row's pair, from 0; -1 where there is nothing to audit. */
  readonly of: Int32Array;
  readonly count: number;
}

/** Numbers pairs in the order of their hashes: a map of all hashes would take more memory than they do. */
export function pairNumbers({ strata, responses }: Pick<Skim, 'strata' | 'responses'>): PairNumbers {
  const hashes = new Float64Array(strata.length);
  for (let at = 0; at < hashes.length; at++) {
    const [a, b] = [responses.get(2 * at), responses.get(2 * at + 1)];
    if (strata.get(at) >= 0) hashes[at] = join53(Math.min(a, b), Math.max(a, b));
  }
  const order = Uint32Array.from(hashes, (_, at) => at).sort((x, y) => hashes[x]! - hashes[y]!);
  const of = new Int32Array(hashes.length).fill(-1);
  let count = 0;
  let last = Number.NaN;
  for (const at of order) {
    if (strata.get(at) < 0) continue;
    if (hashes[at] !== last) count++;
    last = hashes[at]!;
    of[at] = count - 1;
  }
  return { of, count };
}
