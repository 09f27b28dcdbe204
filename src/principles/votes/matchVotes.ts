import type { Comparison } from '../../dataset/comparison.ts';
import { textOf } from '../../dataset/comparison.ts';
import { bank } from '../bank.ts';
import { sentenceId } from '../model/sentenceId.ts';
import { shortWording, wordingKey } from '../model/wording.ts';
import type { VotedPrinciple } from '../votedPrinciple.ts';
import type { PairTexts, VotedFile } from './votedFile.ts';
import { oneLine } from './votedFile.ts';

/** Votes of a file along the comparisons of a dataset, and what did not fit. */
export interface MatchedVotes {
  readonly principles: readonly VotedPrinciple[];
  /** Places of the comparisons that the file has votes on. */
  readonly matched: ReadonlySet<number>;
  /** Comparisons of the dataset that the file does not hold, and the other way round. */
  readonly unmatched: number;
  readonly unused: number;
  /** Votes on matched comparisons that the file marks as unreadable; they abstain. */
  readonly unreadable: number;
  /** Sentences left out, as a measurable principle has the same words: its own votes are exact. */
  readonly measured: readonly string[];
  /** False where the file does not say from which labels a sentence was proposed, so that some may help to rebuild themselves. */
  readonly proposalsKnown: boolean;
}

/** Texts as they are compared: spacing aside, as programs trim and wrap them. */
function textsKey(a: string, b: string): string {
  const [one, other] = [oneLine(a), oneLine(b)];
  return one < other ? `${one}\n${other}` : `${other}\n${one}`;
}

/** By unordered pair of texts: places in a list. */
function placesByTexts(pairs: readonly PairTexts[]): Map<string, number[]> {
  const places = new Map<string, number[]>();
  pairs.forEach(({ a, b }, at) => {
    const key = textsKey(a, b);
    const known = places.get(key);
    if (known) known.push(at);
    else places.set(key, [at]);
  });
  return places;
}

/**
 * Finds the votes of each comparison by its texts: the same two responses in either order, and the same prompt where the file
 * says the prompt. A proposal counts as having seen every comparison of the dataset with its texts.
 */
export function matchVotes(comparisons: readonly Comparison[], file: VotedFile): MatchedVotes {
  const own = comparisons.map(({ prompt, a, b }) => ({
    prompt: oneLine(textOf(prompt)),
    a: textOf(a.messages),
    b: textOf(b.messages),
  }));
  const places = placesByTexts(file.pairs);
  const used = new Set<number>();
  const found = own.map(({ prompt, a, b }) => {
    const same = places.get(textsKey(a, b)) ?? [];
    const fits = (at: number): boolean => {
      const said = file.pairs[at]!.prompt;
      return said !== null && oneLine(said) === prompt;
    };
    const at = same.find(fits) ?? same.find(one => file.pairs[one]!.prompt === null);
    if (at === undefined) return null;
    for (const one of same) if (file.pairs[one]!.prompt === null || fits(one)) used.add(one);
    return { votes: file.pairs[at]!.votes, sign: oneLine(file.pairs[at]!.a) === oneLine(a) ? 1 : -1 };
  });
  const byTexts = placesByTexts(own);
  const seenBy = (text: string): VotedPrinciple['proposals'] =>
    (file.proposedFrom?.get(text) ?? []).map(pairs =>
      pairs.flatMap(({ prompt, a, b }) =>
        (byTexts.get(textsKey(a, b)) ?? []).filter(row => prompt === null || oneLine(prompt) === own[row]!.prompt),
      ),
    );
  const exact = new Set(bank.map(({ text }) => wordingKey(text)));
  const told = file.pairs.length === 0 ? [] : file.principles;
  let unreadable = 0;
  const principles = told.flatMap((text, column): VotedPrinciple[] => {
    if (exact.has(wordingKey(text))) return [];
    const votes = Int8Array.from(found, match => {
      const vote = match === null ? 0 : match.votes[column]!;
      if (vote === null) unreadable++;
      return vote === null || match === null ? 0 : vote * match.sign;
    });
    const principle = { id: sentenceId(text), text, short: shortWording(text), origin: 'file' as const };
    return [{ principle, votes, proposals: seenBy(text) }];
  });
  const matched = new Set(found.flatMap((match, row) => (match === null ? [] : [row])));
  return {
    principles,
    matched,
    unmatched: comparisons.length - matched.size,
    unused: file.pairs.length - used.size,
    unreadable,
    measured: file.principles.filter(text => exact.has(wordingKey(text))),
    proposalsKnown: file.proposedFrom !== null,
  };
}
