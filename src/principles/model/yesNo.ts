import type { Answer } from '../../llm/languageModel.ts';

const wordOf = (token: string): string => token.toLowerCase().replaceAll(/[^\p{L}]/gu, '');

/**
 * Log-odds of "yes" against "no" at the first place of an answer, summed over their spellings. Where one of the two is not
 * among the likeliest tokens, the least likely of those stands for it; null where neither is.
 */
export function yesNoLogOdds({ top }: Answer): number | null {
  const first = top?.[0];
  if (first === undefined || first.length === 0) return null;
  let yes = 0;
  let no = 0;
  let least = Number.POSITIVE_INFINITY;
  for (const { token, logprob } of first) {
    if (!Number.isFinite(logprob)) continue;
    least = Math.min(least, logprob);
    const word = wordOf(token);
    if (word === 'yes') yes += Math.exp(logprob);
    else if (word === 'no') no += Math.exp(logprob);
  }
  if (yes === 0 && no === 0) return null;
  const floor = Math.exp(Math.max(least, -30));
  return Math.log(yes || floor) - Math.log(no || floor);
}
