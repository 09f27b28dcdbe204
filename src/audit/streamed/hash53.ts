/**
 * Hash of a text in 53 bits, so that it is a number (two FNV-1a hashes over UTF-16 code units with different primes, side by
 * side). Of a million texts two are alike by chance once in 20,000 times.
 */
export function hash53(text: string): number {
  let low = 0x811c9dc5;
  let high = 0x1b873593;
  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    low = Math.imul(low ^ code, 0x01000193);
    high = Math.imul(high ^ code, 0x85ebca6b);
  }
  return joined(low, high);
}

/** Hash of two hashes; their order counts. */
export function join53(first: number, second: number): number {
  const [a, b, c, d] = [first | 0, (first / 2 ** 32) | 0, second | 0, (second / 2 ** 32) | 0];
  const low = Math.imul(Math.imul(a ^ 0x2c1b3c6d, 0x297a2d39) ^ c ^ (d << 11), 0x21f0aaad);
  const high = Math.imul(Math.imul(b ^ 0x735a2d97, 0x85ebca6b) ^ d ^ (c >>> 7), 0x01000193);
  return joined(low, high);
}

function joined(low: number, high: number): number {
  const mixed = Math.imul(low ^ (low >>> 15), 0x2c1b3c6d) ^ high;
  const top = Math.imul(mixed ^ (mixed >>> 13), 0x297a2d39);
  return ((top ^ (top >>> 16)) & 0x1f_ffff) * 2 ** 32 + ((low ^ (low >>> 16)) >>> 0);
}
