import type { Row } from '../dataset/row.ts';

/** The words of a search text: lower case, split at white space; text in double quotes is one word. */
export function wordsOf(text: string): string[] {
  return [...text.toLowerCase().matchAll(/"([^"]+)"?|[^\s"]+/g)].map(m => (m[1] ?? m[0]).trim()).filter(w => w !== '');
}

/** True if every word occurs, in any case, in some text of the row. */
export function holdsWords(row: Row, words: readonly string[]): boolean {
  const texts = textsOf(row).map(text => text.toLowerCase());
  return words.every(word => texts.some(text => text.includes(word)));
}

function textsOf(row: Row): string[] {
  if (row.kind === 'malformed') return [row.text];
  const { prompt, promptB = [], a, b } = row.comparison;
  return [...prompt, ...promptB, ...a.messages, ...b.messages].map(message => message.content);
}
