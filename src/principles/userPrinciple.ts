import { createHash } from 'node:crypto';
import type { VotedPrinciple } from './votedPrinciple.ts';

/**
 * A principle of the user's own whose votes come from a figure of each comparison, for example of a condition on the table:
 * above 0 speaks for a, below 0 for b; 0, null and NaN abstain.
 *
 * @param short completes "Select the response that ..."
 * @param figures along the comparisons
 */
export function userPrinciple(short: string, figures: ArrayLike<number | null>): VotedPrinciple {
  const words = short.replaceAll(/\s+/gu, ' ').trim();
  const id = `own-${createHash('sha256').update(words.toLowerCase()).digest('hex').slice(0, 10)}`;
  const votes = Int8Array.from(figures, figure => Math.sign(figure ?? 0) || 0);
  return {
    principle: { id, text: `Select the response that ${words}.`, short: words, origin: 'user' },
    votes,
    proposals: [],
  };
}
