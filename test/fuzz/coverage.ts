/** Counters that instrumented code raises; `bundle.ts` declares them. */
declare const __hits: Uint8Array;

/**
 * Which parts of the code were ever reached, and how often in one run: 1, 2, 3, 4-7, 8-15, 16-31, 32-127, 128 times or more.
 * Reaching a part more often than before counts as new, as that is how one gets deeper into loops.
 */
export class Coverage {
  readonly #seen: Uint8Array;
  readonly #words: BigUint64Array;

  /** @param used counters in use, from 0 */
  constructor(used: number) {
    const length = Math.ceil(used / 8) * 8;
    this.#seen = new Uint8Array(length);
    this.#words = new BigUint64Array(__hits.buffer, __hits.byteOffset, length / 8);
    this.#words.fill(0n);
  }

  /** Parts reached so far. */
  get parts(): number {
    return this.#seen.reduce((sum, bits) => sum + (bits === 0 ? 0 : 1), 0);
  }

  /** Takes over what the run before reached and starts anew; true if some of it is new. */
  take(): boolean {
    let isNew = false;
    const words = this.#words;
    for (let word = 0; word < words.length; word++) {
      if (words[word] === 0n) continue;
      for (let at = word * 8; at < word * 8 + 8; at++) {
        const bit = bucketBit(__hits[at]!);
        if ((this.#seen[at]! & bit) === bit) continue;
        this.#seen[at]! |= bit;
        isNew = true;
      }
      words[word] = 0n;
    }
    return isNew;
  }

  /** Forgets what is being counted. */
  drop(): void {
    this.#words.fill(0n);
  }
}

function bucketBit(count: number): number {
  if (count === 0) return 0;
  if (count < 4) return 1 << (count - 1);
  if (count < 8) return 8;
  if (count < 16) return 16;
  if (count < 32) return 32;
  return count < 128 ? 64 : 128;
}
