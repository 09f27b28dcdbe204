import type { Response } from '../../../src/dataset/comparison.ts';
import type { TintedRange } from '../state/shownWords.ts';
import { blocksOf, plainBlock, renderJson, renderToolCall } from './renderText.ts';
import { showUnseen } from './visible.ts';

/**
 * A response as written, with the words that moved a margin tinted: an element per message. Underlines tell the sign
 * (straight: for the response, wavy: against it) and their weight the strength, so that nothing rests on colour.
 *
 * @param ranges per message, in order and apart from one another
 */
export function renderTinted(response: Response, ranges: readonly (readonly TintedRange[])[]): readonly HTMLElement[] {
  return response.messages.map((message, i) => {
    const element = document.createElement('div');
    element.className = 'message-text';
    if (message.role === 'tool') element.append(renderJson(message.content));
    else if (message.content !== '') element.append(tintedText(message.content, ranges[i] ?? []));
    element.append(...(message.toolCalls ?? []).map(renderToolCall));
    return element;
  });
}

function tintedText(text: string, ranges: readonly TintedRange[]): HTMLElement {
  const element = document.createElement('div');
  element.className = 'text plain';
  let next = 0;
  for (const { start, end } of blocksOf(text)) {
    const pieces: (Node | string)[] = [];
    let at = start;
    for (; next < ranges.length && ranges[next]!.from < end; next++) {
      const range = ranges[next]!;
      // A word that a block's end cuts in two stays plain.
      if (range.from < at || range.to > end) continue;
      pieces.push(text.slice(at, range.from), tintedWord(text.slice(range.from, range.to), range));
      at = range.to;
    }
    pieces.push(text.slice(at, end));
    element.append(plainBlock(...pieces));
  }
  showUnseen(element);
  return element;
}

function tintedWord(word: string, { level, weight }: TintedRange): HTMLElement {
  const element = document.createElement('span');
  element.className = `tinted ${level > 0 ? 'pro' : 'contra'} tint-${Math.abs(level)}`;
  element.title = `${level > 0 ? 'for' : 'against'} this response: ${Math.abs(weight).toFixed(2)}`;
  element.textContent = word;
  return element;
}
