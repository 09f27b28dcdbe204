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
  for (const _ of text.matchAll(/\S+/g)) words++;
  return words;
}
