import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import type { Votes } from '../principle.ts';

/** As much of a response as is looked at. */
const looked = 10_000;
/** Words that alone say nothing. */
const empty =
  /^(?:the|and|for|that|this|with|are|was|you|your|not|but|its|has|have|from|can|will|which|they|their|been|also|there|these)$/u;

/** Words of three and more letters, and pairs of neighbours. */
export function phrasesOf(text: string): Set<string> {
  const words =
    text
      .slice(0, looked)
      .toLowerCase()
      .match(/[\p{L}\p{N}']+/gu) ?? [];
  const phrases = new Set<string>();
  words.forEach((word, at) => {
    if (word.length >= 3 && !empty.test(word)) phrases.add(word);
    const next = words[at + 1];
    if (next !== undefined && (word.length >= 3 || next.length >= 3)) phrases.add(`${word} ${next}`);
  });
  return phrases;
}

/** What completes "Select the response that ..." for a phrase. */
export const phraseWords = (phrase: string, want: boolean): string =>
  `${want ? 'mentions' : 'does not mention'} "${phrase}"`;

/** The votes of a sentence about a phrase, which are exact; null for any other sentence. */
export function phraseVotes(comparisons: readonly Comparison[], sentence: string): Votes | null {
  const match = /^select the response that (mentions|does not mention) "([^"]+)"\.?$/iu.exec(sentence);
  if (match === null) return null;
  const [phrase, sign] = [match[2]!.toLowerCase(), match[1]!.toLowerCase() === 'mentions' ? 1 : -1];
  const has = ({ messages }: Comparison['a']): number => Number(phrasesOf(textOf(messages)).has(phrase));
  return Int8Array.from(comparisons, ({ a, b }) => sign * (has(a) - has(b)));
}
