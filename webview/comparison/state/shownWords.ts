import type { WordWeight } from '../../../src/reward/explanation.ts';

/** A stretch of a message to tint: UTF-16 offsets into the message, and how strongly (1 to 4; negative: against it). */
export interface TintedRange {
  readonly from: number;
  readonly to: number;
  readonly level: number;
  /** Contribution to the margin in logits. */
  readonly weight: number;
}

const levels = 4;
/** Weights below this share of the full tint say nothing worth seeing. */
const faintest = 0.15;

/**
 * Words of a response's text (its messages joined by a blank line) as ranges of each message. Words that the text does not
 * hold, that run over a message's end or into one another are left out.
 *
 * @param fullTint weight of the strongest level (logits)
 */
export function tintedRanges(
  messages: readonly { readonly content: string }[],
  words: readonly WordWeight[],
  fullTint: number,
): TintedRange[][] {
  const ranges: TintedRange[][] = messages.map(() => []);
  if (!(fullTint > 0)) return ranges;
  let start = 0;
  let next = 0;
  const sorted = words.toSorted((x, y) => x.from - y.from);
  for (const [i, { content }] of messages.entries()) {
    const end = start + content.length;
    let at = start;
    for (; next < sorted.length && sorted[next]!.from < end; next++) {
      const { from, to, weight } = sorted[next]!;
      const share = Math.min(1, Math.abs(weight) / fullTint);
      if (from < at || to > end || to <= from || share < faintest) continue;
      at = to;
      const level = Math.ceil(levels * share) * Math.sign(weight);
      ranges[i]!.push({ from: from - start, to: to - start, level, weight });
    }
    start = end + 2;
  }
  return ranges;
}

/** A word with what all its occurrences in a response moved (logits, above 0 for the response). */
export interface CountedWord {
  readonly word: string;
  readonly weight: number;
}

/** The words that spoke most for a response and most against it, each at most `most`. */
export function strongestWords(
  messages: readonly { readonly content: string }[],
  words: readonly WordWeight[],
  most = 4,
): { readonly pro: readonly CountedWord[]; readonly contra: readonly CountedWord[] } {
  const text = messages.map(({ content }) => content).join('\n\n');
  const sums = new Map<string, number>();
  for (const { from, to, weight } of words) {
    const word = text.slice(from, to).toLowerCase();
    if (word !== '') sums.set(word, (sums.get(word) ?? 0) + weight);
  }
  const all = [...sums].map(([word, weight]) => ({ word, weight })).filter(({ weight }) => Math.abs(weight) >= 0.005);
  const by = (sign: 1 | -1): CountedWord[] =>
    all
      .filter(({ weight }) => sign * weight > 0)
      .sort((x, y) => sign * (y.weight - x.weight))
      .slice(0, most);
  return { pro: by(1), contra: by(-1) };
}
