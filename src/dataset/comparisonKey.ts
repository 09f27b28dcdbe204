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
  const first = (shared ? '' : framed(prompt)) + framed(a.messages);
  const second = (shared ? '' : framed(promptB)) + framed(b.messages);
  const [low, high] = first < second ? [first, second] : [second, first];
  return sha256(`${shared ? framed(prompt) : '-'}|${low}|${high}`).slice(0, 32);
}

/** Hash of a response's texts (16 hex digits): names a response wherever it stands. */
export function responseHash(response: Response): string {
  return sha256(framed(response.messages)).slice(0, 16);
}

/** Each text with its length before it, so that no two lists of texts look alike. */
function framed(messages: readonly Message[]): string {
  let out = `${messages.length}:`;
  for (const { content, toolCalls = [] } of messages) {
    out += `${content.length}:${content}`;
    for (const call of toolCalls) {
      out += `!${call.name.length}:${call.name}${call.arguments.length}:${call.arguments}`;
    }
  }
  return out;
}
