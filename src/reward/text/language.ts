import type { Words } from './words.ts';

/**
 * Whether a text looks English: at least 15 % of its words are English function words and nine tenths of its characters
 * are ASCII. `unknown` below eight words, where counting says nothing.
 */
export function looksEnglish(words: Words, functionWords: number): 'yes' | 'no' | 'unknown' {
  const n = words.hashes.length;
  if (words.notAscii > 0.3 * Math.max(words.characters, 1)) return 'no';
  if (n < 8) return 'unknown';
  return functionWords >= 0.15 * n ? 'yes' : 'no';
}
