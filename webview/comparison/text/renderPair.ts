import type { Response } from '../../../src/dataset/comparison.ts';
import type { DiffMode } from '../state/options.ts';
import { markRanges, readText } from './marks.ts';
import { renderJson, renderText, renderToolCall } from './renderText.ts';
import { type Part, wordDiff } from './wordDiff.ts';

/** Two responses ready to be shown: an element per message, with what differs marked. */
export interface RenderedPair {
  readonly left: readonly HTMLElement[];
  readonly right: readonly HTMLElement[];
  /** Both as one text, for the unified diff. Null in the other modes and where it can't be told. */
  readonly unified: readonly Part[] | null;
  /** About the marks, in words: "78 % of the words are shared". Empty with marks off. */
  readonly says: string;
}

/** How to draw them. */
export interface RenderOptions {
  readonly markdown: boolean;
  readonly diff: DiffMode;
}

/**
 * Draws two responses. Marks are found in the text as it is *read*, so that they are right in rendered Markdown too (a
 * mark never covers markup); the unified diff shows the texts as written, because two trees of markup have no common one.
 */
export function renderPair(left: Response, right: Response, options: RenderOptions): RenderedPair {
  const elements = { left: left.messages.map(renderMessage), right: right.messages.map(renderMessage) };
  if (options.diff === 'off') return { ...elements, unified: null, says: '' };
  const isUnified = options.diff === 'unified';
  const first = isUnified ? null : readText(gather(elements.left));
  const second = isUnified ? null : readText(gather(elements.right));
  const diff = wordDiff(first?.text ?? sourceOf(left), second?.text ?? sourceOf(right));
  if (diff.kind === 'too-different') return { ...elements, unified: null, says: 'too different to mark' };
  if (diff.kind === 'too-long') return { ...elements, unified: null, says: 'too long to mark' };
  const says =
    diff.first.length + diff.second.length === 0
      ? 'no words differ'
      : diff.by === 'lines'
        ? 'long texts: whole lines are marked'
        : `${Math.round(diff.shared * 100)} % of the words are shared`;
  if (first === null || second === null) return { ...elements, unified: diff.parts, says };
  markRanges(first, diff.first);
  markRanges(second, diff.second);
  return { ...elements, unified: null, says };

  function renderMessage(message: Response['messages'][number]): HTMLElement {
    const element = document.createElement('div');
    element.className = 'message-text';
    if (message.role === 'tool') element.append(renderJson(message.content));
    else if (message.content !== '') element.append(renderText(message.content, options.markdown));
    element.append(...(message.toolCalls ?? []).map(renderToolCall));
    return element;
  }
}

/** The messages below one node, so that they are read as one text. */
function gather(elements: readonly HTMLElement[]): Node {
  const whole = document.createElement('div');
  whole.append(...elements);
  return whole;
}

function sourceOf(response: Response): string {
  return response.messages
    .map(({ content, toolCalls = [] }) =>
      [content, ...toolCalls.map(call => `${call.name} ${call.arguments}`)].join('\n'),
    )
    .join('\n\n');
}
