import type { Answer, TokenLogprob } from './languageModel.ts';

/** How much likelier a model holds "yes" than "no". */
export interface YesNo {
  /** ln P(yes) - ln P(no), natural logarithm. */
  readonly logOdds: number;
  /**
   * `at-least` / `at-most`: the other word is not among the tokens given, so that its probability is taken for the least
   * that is; the true value is further from 0.
   */
  readonly bound: 'exact' | 'at-least' | 'at-most';
  /** Probability of the tokens counted as yes or as no together, in (0, 1]; where it is low, the model meant something else. */
  readonly mass: number;
}

/** Two words, each with its spellings in small letters. */
export interface Words {
  readonly yes: readonly string[];
  readonly no: readonly string[];
}

/** Yes and no, also by their first letter, as numbers and as truth values. */
export const yesOrNo: Words = { yes: ['yes', 'y', 'true', '1'], no: ['no', 'n', 'false', '0'] };

/** Places at the beginning of an answer that may hold nothing but white space or an opening mark. */
const mostSkipped = 4;

/**
 * Log-odds of yes over no at the first place of an answer that holds a word: probabilities of all spellings (" Yes",
 * "yes", "YES", "y") are added up. null where no likeliest tokens are given, or neither word is among them.
 */
export function yesNo({ top }: Pick<Answer, 'top'>, words: Words = yesOrNo): YesNo | null {
  const place = top?.slice(0, mostSkipped + 1).find(tokens => tokens.length > 0 && wordOf(tokens[0]!.token) !== '');
  if (place === undefined) return null;
  const yes = sum(place, words.yes);
  const no = sum(place, words.no);
  if (yes === null && no === null) return null;
  const least = Math.min(...place.map(({ logprob }) => logprob));
  const bound = yes === null ? 'at-most' : no === null ? 'at-least' : 'exact';
  const mass = Math.min(1, Math.exp(yes ?? -Infinity) + Math.exp(no ?? -Infinity));
  return { logOdds: (yes ?? least) - (no ?? least), bound, mass };
}

/** ln of the probability of all spellings; null where there is none. */
function sum(place: readonly TokenLogprob[], spellings: readonly string[]): number | null {
  const found = place.filter(({ token }) => spellings.includes(wordOf(token))).map(({ logprob }) => logprob);
  if (found.length === 0) return null;
  const most = Math.max(...found);
  return most + Math.log(found.reduce((total, logprob) => total + Math.exp(logprob - most), 0));
}

/** A token as a word: SentencePiece and byte-pair marks for a space, quotes and punctuation go. */
function wordOf(token: string): string {
  return token
    .slice(0, 40)
    .replace(/[▁ĠĊ]/g, ' ')
    .trim()
    .replace(/^[^\p{L}\p{N}]+|[^\p{L}\p{N}]+$/gu, '')
    .toLowerCase();
}
