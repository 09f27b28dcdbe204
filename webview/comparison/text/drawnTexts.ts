import type { Comparison, Message, Side } from '../../../src/dataset/comparison.ts';
import type { DiffMode } from '../state/options.ts';
import { type RenderedPair, renderPair } from './renderPair.ts';
import { renderJson, renderText, renderToolCall } from './renderText.ts';

/** How texts are drawn. */
export interface DrawOptions {
  readonly markdown: boolean;
  readonly diff: DiffMode;
  /** Side at the left. */
  readonly left: Side;
}

/** A drawing and the options that it was made with. */
interface Drawn<T> {
  readonly options: string;
  readonly made: T;
}

const pairs = new WeakMap<Comparison, Drawn<RenderedPair>>();
const turns = new WeakMap<Message, Drawn<HTMLElement>>();

/**
 * The two responses as elements. Drawn once for a comparison: made ahead, they are only put into the page when it is shown.
 * The elements go with the comparison, and are in the page at one place at most.
 */
export function drawnPair(comparison: Comparison, { markdown, diff, left }: DrawOptions): RenderedPair {
  return kept(pairs, comparison, `${markdown} ${diff} ${left}`, () =>
    renderPair(comparison[left], comparison[left === 'a' ? 'b' : 'a'], { markdown, diff }),
  );
}

/** A turn of a prompt as an element; as `drawnPair`. */
export function drawnTurn(message: Message, markdown: boolean): HTMLElement {
  return kept(turns, message, String(markdown), () => {
    const whole = document.createElement('div');
    whole.append(message.role === 'tool' ? renderJson(message.content) : renderText(message.content, markdown));
    whole.append(...(message.toolCalls ?? []).map(renderToolCall));
    return whole;
  });
}

function kept<K extends object, T>(known: WeakMap<K, Drawn<T>>, key: K, options: string, make: () => T): T {
  const before = known.get(key);
  if (before?.options === options) return before.made;
  const made = make();
  known.set(key, { options, made });
  return made;
}
