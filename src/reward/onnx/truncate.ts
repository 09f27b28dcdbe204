/** Characters read for a wanted token: English has 4 to 5 a token, code and numbers fewer. */
const charactersPerToken = 16;

/** A beginning of the text that holds the wanted number of tokens and some more, cut at white space; or the whole text. */
export function cutStart(text: string, tokens: number): string {
  let at = charactersPerToken * (tokens + 16);
  if (text.length <= at) return text;
  while (at > 0 && !/\s/.test(text[at]!)) at--;
  return at === 0 ? text : text.slice(0, at);
}

/** An end of the text that holds the wanted number of tokens and some more, cut at white space; or the whole text. */
export function cutEnd(text: string, tokens: number): string {
  let at = text.length - charactersPerToken * (tokens + 16);
  if (at <= 0) return text;
  while (at < text.length && !/\s/.test(text[at]!)) at++;
  return at === text.length ? text : text.slice(at);
}

/**
 * Lengths of several texts that share `room` tokens: all are held to one limit, the largest that fits, and tokens left over
 * go to the longest. With two texts this is what the field's tokenizers call "longest first".
 */
export function sharedLengths(lengths: readonly number[], room: number): number[] {
  const total = lengths.reduce((sum, length) => sum + length, 0);
  if (total <= room) return [...lengths];
  const within = (limit: number): number => lengths.reduce((sum, length) => sum + Math.min(length, limit), 0);
  let limit = 0;
  let high = Math.max(...lengths);
  while (limit < high) {
    const middle = Math.ceil((limit + high) / 2);
    if (within(middle) <= room) limit = middle;
    else high = middle - 1;
  }
  const shared = lengths.map(length => Math.min(length, limit));
  let left = room - within(limit);
  const longest = lengths.map((_, i) => i).sort((i, j) => lengths[j]! - lengths[i]! || j - i);
  for (const i of longest) {
    if (left === 0) break;
    if (shared[i]! < lengths[i]!) {
      shared[i]!++;
      left--;
    }
  }
  return shared;
}
