/** Letters and digits only, lower-cased, of the first 20,000 characters: what two spellings of one prompt share. */
export function plainWords(text: string): string {
  return text
    .slice(0, 20_000)
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, ' ')
    .trim();
}
