import { type Comparison, textOf } from '../../dataset/comparison.ts';
import type { Estimate } from '../figures.ts';
import { wilson } from '../numbers.ts';

/** +1 where the longer response (in characters) is preferred, -1 where the shorter one is, 0 where they are equal or there is no choice. */
export function longerPreferred({ a, b }: Comparison, label: number): number {
  return label * Math.sign(textOf(a.messages).length - textOf(b.messages).length);
}

/** Accuracy of "the longer response is better"; equal lengths count half. */
export function longerWins(comparisons: readonly Comparison[], labels: Int8Array): Estimate | null {
  let hits = 0;
  let n = 0;
  for (const [i, c] of comparisons.entries()) {
    if (labels[i] === 0) continue;
    hits += (1 + longerPreferred(c, labels[i]!)) / 2;
    n++;
  }
  return wilson(hits, n);
}
