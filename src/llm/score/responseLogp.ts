import type { TextScore } from './scoreText.ts';

/** Summed log-probability of a response in nats, and its tokens. */
export interface ResponseLogp {
  readonly logp: number;
  readonly tokens: number;
}

/**
 * log pi(y | x): the sum over the tokens of prompt and response behind those that the prompt alone begins with. Where the end of the
 * prompt and the beginning of the response make one token, that token counts.
 *
 * @returns null where the response adds no token
 */
export function responseLogp(prefix: TextScore, whole: TextScore): ResponseLogp | null {
  let common = 0;
  while (common < prefix.tokens.length && prefix.tokens[common] === whole.tokens[common]) common++;
  const own = whole.logps.slice(Math.max(common, 1));
  if (own.length === 0) return null;
  return { logp: own.reduce<number>((sum, logp) => sum + (logp ?? 0), 0), tokens: own.length };
}
