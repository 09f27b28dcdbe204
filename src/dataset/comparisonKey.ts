import type { Message, Response } from './comparison.ts';
import { sha256 } from './sha256.ts';

/** What `comparisonKey` needs of a comparison. */
export interface Keyed {
  readonly prompt: readonly Message[];
  readonly promptB?: readonly Message[];
  readonly a: Response;
  readonly b: Response;
}

/**
 * Key of a comparison: 32 hex digits (the first half of a SHA-256) over the prompt's texts and the *unordered* pair of
 * the responses' texts, so that a flip keeps it. Nothing is normalised; roles don't count, so that one comparison has
 * one key in every format. Where the sides don't share their prompt, each response is taken with its own.
 */
export function comparisonKey({ prompt, promptB, a, b }: Keyed): string {
  const shared = promptB === undefined;
  const first = shared ? framed(a.messages) : [...framed(prompt), ...framed(a.messages)];
  const second = shared ? framed(b.messages) : [...framed(promptB), ...framed(b.messages)];
  const [low, high] = isLower(first, second) ? [first, second] : [second, first];
  return sha256(`${shared ? joined(framed(prompt)) : '-'}|${joined(low)}|${joined(high)}`).slice(0, 32);
}

/** Hash of a response's texts (16 hex digits): names a response wherever it stands. */
export function responseHash(response: Response): string {
  return sha256(joined(framed(response.messages))).slice(0, 16);
}

/** Each text with its length before it, so that no two lists of texts look alike. In pieces, so that none is copied. */
function framed(messages: readonly Message[]): string[] {
  const pieces = [`${messages.length}:`];
  for (const { content, toolCalls = [] } of messages) {
    pieces.push(`${content.length}:`, content);
    for (const call of toolCalls) {
      pieces.push(`!${call.name.length}:`, call.name, `${call.arguments.length}:`, call.arguments);
    }
  }
  return pieces;
}

/**
 * Whether one text comes before another, both in pieces. Where the pieces before are the same, so is what kind the next one is
 * of: two texts of one length, or lengths, of which none is the beginning of another. So the first that differs decides.
 */
function isLower(first: readonly string[], second: readonly string[]): boolean {
  const at = first.findIndex((piece, i) => piece !== second[i]);
  const [one, other] = [first[at], second[at]];
  return one !== undefined && other !== undefined ? one < other : first.length < second.length;
}

/** Strung together, not copied: hashing copies once. */
function joined(pieces: readonly string[]): string {
  let text = '';
  for (const piece of pieces) text += piece;
  return text;
}
