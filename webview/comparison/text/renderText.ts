import DOMPurify from 'dompurify';
import type { ToolCall } from '../../../src/dataset/comparison.ts';
import { highlight } from './highlight.ts';
import { renderMarkdown } from './markdown.ts';
import { showUnseen } from './visible.ts';

/** Longer texts are shown as they are: rendering them would hold up the keys. */
export const longestRendered = 100_000;
/** Characters in a block of a long text; blocks out of sight are not laid out. */
const blockLength = 8_000;

/** A text as an element: rendered Markdown, or exactly as written. What would not be seen is written out. */
export function renderText(text: string, markdown: boolean): HTMLElement {
  const element = document.createElement('div');
  if (markdown && text.length <= longestRendered) {
    element.className = 'text md';
    element.append(renderMarkdown(text));
  } else {
    element.className = 'text plain';
    element.append(...blocksOf(text).map(({ start, end }) => plainBlock(text.slice(start, end))));
  }
  showUnseen(element);
  return element;
}

/** A tool call as what it is: its name, and its arguments as JSON. */
export function renderToolCall(call: ToolCall): HTMLElement {
  const element = document.createElement('div');
  element.className = 'call';
  const name = document.createElement('div');
  name.className = 'call-name';
  name.textContent = call.name;
  element.append(name, renderJson(call.arguments));
  showUnseen(element);
  return element;
}

/** What a tool answered: JSON laid out, anything else as written. */
export function renderJson(text: string): HTMLElement {
  const pre = document.createElement('pre');
  const code = document.createElement('code');
  pre.append(code);
  const laidOut = layOut(text);
  const html = laidOut === null ? '' : highlight(laidOut, 'json');
  if (html === '') code.textContent = laidOut ?? text;
  else
    code.append(
      DOMPurify.sanitize(html, { RETURN_DOM_FRAGMENT: true, ALLOWED_TAGS: ['span'], ALLOWED_ATTR: ['class'] }),
    );
  showUnseen(pre);
  return pre;
}

/** JSON over several lines; null where it is none, or where parsing would change a number. */
function layOut(text: string): string | null {
  if (text.length > longestRendered || /\d{16}/.test(text)) return null;
  try {
    const value: unknown = JSON.parse(text);
    return typeof value === 'object' && value !== null ? JSON.stringify(value, null, 2) : null;
  } catch {
    return null;
  }
}

/** A block of a text as written. */
export function plainBlock(...content: readonly (Node | string)[]): HTMLElement {
  const block = document.createElement('div');
  block.className = 'block';
  block.dir = 'auto';
  block.append(...content);
  return block;
}

/** Where the blocks of a text begin and end: at a line break, or anywhere in a line that is too long. */
export function blocksOf(text: string): { readonly start: number; readonly end: number }[] {
  if (text.length <= blockLength) return [{ start: 0, end: text.length }];
  const blocks: { start: number; end: number }[] = [];
  for (let start = 0; start < text.length; ) {
    const limit = start + blockLength;
    const lineEnd = limit < text.length ? text.lastIndexOf('\n', limit) : text.length;
    let end = lineEnd > start ? lineEnd : limit;
    if (isLowSurrogate(text.charCodeAt(end))) end++;
    blocks.push({ start, end });
    // The line break itself is where one block ends and the next begins.
    start = text[end] === '\n' ? end + 1 : end;
  }
  return blocks;
}

function isLowSurrogate(unit: number): boolean {
  return unit >= 0xdc00 && unit <= 0xdfff;
}
