import type { Range } from './wordDiff.ts';

/** Elements whose text does not run into their neighbours'. */
const blocks = 'p,li,ul,ol,pre,h1,h2,h3,h4,h5,h6,blockquote,table,tr,td,th,hr,br,div,section';

interface Stretch {
  readonly node: Text;
  readonly start: number;
}

/** The text below a node as it is read, and where each of its text nodes begins in it. */
export interface ReadText {
  readonly text: string;
  readonly stretches: readonly Stretch[];
}

/**
 * Reads the text below a node. Blocks are parted by a line break, so that a diff of two rendered texts compares what is
 * read, whatever the markup was.
 */
export function readText(root: Node): ReadText {
  const stretches: Stretch[] = [];
  let text = '';
  const visit = (node: Node): void => {
    if (node instanceof Text) {
      stretches.push({ node, start: text.length });
      text += node.data;
      return;
    }
    const isBlock = node instanceof Element && node.matches(blocks);
    if (isBlock && text !== '' && !text.endsWith('\n')) text += '\n';
    for (const child of node.childNodes) visit(child);
    if (isBlock && text !== '' && !text.endsWith('\n')) text += '\n';
  };
  visit(root);
  return { text, stretches };
}

/** Wraps the ranges of a text in `<mark>` elements, without changing the text. Ranges are in order and do not overlap. */
export function markRanges({ stretches }: ReadText, ranges: readonly Range[]): void {
  let next = 0;
  for (const { node, start } of stretches) {
    const end = start + node.data.length;
    while (next < ranges.length && ranges[next]!.end <= start) next++;
    const inside: Range[] = [];
    for (let i = next; i < ranges.length && ranges[i]!.start < end; i++) {
      const range = { start: Math.max(ranges[i]!.start, start) - start, end: Math.min(ranges[i]!.end, end) - start };
      if (range.end > range.start) inside.push(range);
    }
    if (inside.length > 0) node.replaceWith(split(node.data, inside));
  }
}

function split(text: string, ranges: readonly Range[]): DocumentFragment {
  const fragment = document.createDocumentFragment();
  let at = 0;
  for (const { start, end } of ranges) {
    if (start > at) fragment.append(text.slice(at, start));
    const inside = text.slice(start, end);
    // Line breaks between blocks carry no text to mark.
    if (inside.trim() === '') fragment.append(inside);
    else {
      const mark = document.createElement('mark');
      mark.textContent = inside;
      fragment.append(mark);
    }
    at = end;
  }
  if (at < text.length) fragment.append(text.slice(at));
  return fragment;
}
