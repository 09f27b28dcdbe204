import type { Share } from '../dataset/share.ts';

/** Reads "2 of 3", "2/3" and "2 of 3, 20 %"; null if it is none. */
export function readShare(text: string): Share | null {
  const match =
    /^\s*(\d{1,3})\s*(?:of|\/)\s*(\d{1,3})\s*(?:[,;]\s*(\d{1,3}(?:\.\d+)?)\s*%?\s*(?:overlap|shared)?)?\s*$/i.exec(
      text,
    );
  if (!match) return null;
  const [part, parts, overlap] = [Number(match[1]), Number(match[2]), Number(match[3] ?? 10) / 100];
  return part >= 1 && part <= parts && overlap >= 0 && overlap <= 1 ? { part, parts, overlap } : null;
}
