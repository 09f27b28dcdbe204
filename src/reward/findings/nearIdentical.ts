import { sentence } from '../reason.ts';
import { joinHashes } from '../text/hash.ts';
import { type Check, percent, short } from './check.ts';

function pairCounts(words: Int32Array): Map<number, number> {
  const counts = new Map<number, number>();
  for (let i = 1; i < words.length; i++) {
    const pair = joinHashes(words[i - 1]!, words[i]!);
    counts.set(pair, (counts.get(pair) ?? 0) + 1);
  }
  return counts;
}

/** Dice coefficient of the multisets of word pairs: 1 for the same words in the same order. */
export function sameness(a: Int32Array, b: Int32Array): number {
  if (a.length === b.length && a.every((word, i) => word === b[i])) return 1;
  if (a.length < 2 || b.length < 2) return 0;
  const inA = pairCounts(a);
  let both = 0;
  for (const [pair, count] of pairCounts(b)) both += Math.min(count, inA.get(pair) ?? 0);
  return (2 * both) / (a.length - 1 + (b.length - 1));
}

/** The two responses are the same text, or differ in hardly a word: there is nothing to prefer. */
export const nearIdenticalCheck: Check = {
  kinds: ['near-identical'],
  async run({ comparisons, ensemble, pace }, report) {
    const { items, style } = ensemble.prepared;
    for (let i = 0; i < comparisons.length; i++) {
      await pace.step();
      const a = style.facts[items.a[i]!]!;
      const b = style.facts[items.b[i]!]!;
      if (a.text.trim() === '' || b.text.trim() === '') continue;
      if (a.text === b.text) {
        report(i, {
          kind: 'near-identical',
          score: 1,
          reason: sentence`Both responses are the same text.`,
          figures: { sameness: 1 },
        });
        continue;
      }
      const [x, y] = [a.words.hashes, b.words.hashes];
      // One or two words of a short text can be the whole point ("4" against "5"), so only long texts may differ in words.
      const short1 = Math.min(x.length, y.length) < 20;
      if (!short1 && Math.min(x.length, y.length) < 0.85 * Math.max(x.length, y.length)) continue;
      const same = sameness(x, y);
      if (x.length === 0 || same < (short1 ? 1 : 0.95)) continue;
      report(i, {
        kind: 'near-identical',
        score: same === 1 ? 0.9 : short(0.4 + 8 * (same - 0.95)),
        reason:
          same === 1
            ? sentence`Both responses hold the same words; they differ in case, punctuation or spacing only.`
            : sentence`The responses share ${percent(same)} of their word pairs.`,
        figures: { sameness: short(same) },
      });
    }
  },
};
