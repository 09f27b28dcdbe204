import type { Message } from './comparison.ts';

const marker = /\n\n(Human|Assistant):/g;

/**
 * The turns of a transcript in Anthropic's style (`\n\nHuman: ... \n\nAssistant: ...`), without an empty last one of the
 * assistant, which only asks for the response. A text without turns is one question.
 */
export function transcriptTurns(text: string): Message[] {
  const marks = [...text.matchAll(marker)];
  if (marks.length === 0) return [{ role: 'user', content: text }];
  const turns = marks.map((mark, i): Message => {
    const end = marks[i + 1]?.index ?? text.length;
    const content = text.slice(mark.index + mark[0].length, end).replace(/^ /, '');
    return { role: mark[1] === 'Human' ? 'user' : 'assistant', content };
  });
  const last = turns.at(-1)!;
  return last.role === 'assistant' && last.content.trim() === '' ? turns.slice(0, -1) : turns;
}
