const least = 0.7;
const negators = /^(?:not|no|never|none|nor|neither|without|cannot|\w+n['’]t)$/;

/**
 * True where two responses say about the same, so that only their wording differs (after AdParaphrase, 2502.04674): Dice
 * coefficient of their word sets of at least 0.7, the same numbers, and as many negations (English), for these change what is said
 * by one word.
 */
export function equalContent(a: string, b: string): boolean {
  const [x, y] = [wordsOf(a), wordsOf(b)];
  if (numbersOf(x) !== numbersOf(y) || negationsOf(x) !== negationsOf(y)) return false;
  const [setX, setY] = [new Set(x), new Set(y)];
  let both = 0;
  for (const word of setX) if (setY.has(word)) both++;
  return setX.size + setY.size > 0 && (2 * both) / (setX.size + setY.size) >= least;
}

function wordsOf(text: string): string[] {
  return text.toLowerCase().match(/[\p{L}\p{N}]+(?:['’][\p{L}]+)?/gu) ?? [];
}

function numbersOf(words: readonly string[]): string {
  return words
    .filter(word => /\p{N}/u.test(word))
    .sort()
    .join(' ');
}

function negationsOf(words: readonly string[]): number {
  return words.filter(word => negators.test(word)).length;
}
