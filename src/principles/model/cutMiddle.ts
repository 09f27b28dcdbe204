import { estimateTokens } from '../../llm/tokens/estimateTokens.ts';

const gap = '\n[... cut ...]\n';
/** Fewest characters a token that are reckoned with: texts this short need no count. */
const leastPerToken = 1;

/** A text with its middle taken out, where it has more than `most` tokens (estimated): two thirds of what is kept are its start. */
export function cutMiddle(text: string, most: number): { readonly text: string; readonly cut: boolean } {
  if (text.length <= leastPerToken * most) return { text, cut: false };
  const tokens = estimateTokens(text);
  if (tokens <= most) return { text, cut: false };
  const kept = Math.max(0, Math.floor((text.length * most) / tokens) - gap.length);
  const head = Math.floor((2 * kept) / 3);
  const start = text.slice(0, head).replace(/[\uD800-\uDBFF]$/u, '');
  const end = text.slice(text.length - (kept - head)).replace(/^[\uDC00-\uDFFF]/u, '');
  return { text: `${start}${gap}${end}`, cut: true };
}
