/** Words that are read in a minute, silently and with attention (Brysbaert 2019 has 238 for English non-fiction). */
const wordsPerMinute = 240;
/** Minutes that deciding takes beside reading. */
const deciding = 0.25;

/** Minutes that one annotation takes: reading prompt and both responses, and deciding. An assumption, the same for everybody. */
export function minutesOf(words: number): number {
  return words / wordsPerMinute + deciding;
}

/** Words of a text, split at white space. */
export function wordCount(text: string): number {
  let words = 0;
  let inside = false;
  for (let i = 0; i < text.length; i++) {
    const space = isSpace(text.charCodeAt(i));
    if (!space && !inside) words++;
    inside = !space;
  }
  return words;
}

/** `\s` of a regular expression. */
function isSpace(unit: number): boolean {
  if (unit < 128) return unit === 32 || (unit >= 9 && unit <= 13);
  return (
    unit === 0xa0 ||
    unit === 0x1680 ||
    (unit >= 0x2000 && unit <= 0x200a) ||
    unit === 0x2028 ||
    unit === 0x2029 ||
    unit === 0x202f ||
    unit === 0x205f ||
    unit === 0x3000 ||
    unit === 0xfeff
  );
}
