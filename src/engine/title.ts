import type { Row } from '../dataset/row.ts';

const length = 160;

/** One line that tells a row from others: the first words of the last user turn, or of the line itself. */
export function titleOf(row: Row): string {
  if (row.kind === 'malformed') return oneLine(row.text);
  const { prompt, a } = row.comparison;
  const user = prompt.findLast(m => m.role === 'user' && m.content.trim() !== '');
  const message = user ?? prompt.findLast(m => m.content.trim() !== '') ?? a.messages[0];
  return oneLine(message?.content ?? '');
}

function oneLine(text: string): string {
  const line = text
    .slice(0, 4 * length)
    .replace(/\s+/g, ' ')
    .trim();
  return line.length > length ? `${line.slice(0, length - 1).trimEnd()}…` : line;
}
