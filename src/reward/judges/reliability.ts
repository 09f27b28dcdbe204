import { logit } from '../numbers.ts';
import { type Judge, silent } from './judgeTable.ts';

/** Accuracy assumed of a judge that was asked in one order only. */
const unswapped = 0.7;
const mostSure = 0.99;

/** How often a judge prefers the same response when the two change places. */
export interface Consistency {
  /** Comparisons with a preference in both orders. */
  readonly n: number;
  readonly same: number;
}

/** Consistency of a judge; null where it was asked in one order only. */
export function consistencyOf({ first, swapped }: Judge): Consistency | null {
  if (swapped === null) return null;
  let n = 0;
  let same = 0;
  for (let i = 0; i < first.length; i++) {
    const [one, other] = [first[i]!, swapped[i]!];
    if (one === silent || other === silent || one === 0 || other === 0) continue;
    n++;
    if (one === other) same++;
  }
  return { n, same };
}

/**
 * How much a judge's vote is trusted before anything is known of the truth, in logits. If each order independently tells
 * what the judge thinks with probability q, the two agree with probability c = q^2 + (1 - q)^2, so
 * q = (1 + sqrt(2 c - 1)) / 2; the reliability is logit q, and 0 where the orders agree no more often than by chance.
 * c is (same + 1) / (n + 2). Consistency is not truth: a judge may err the same way in both orders.
 */
export function reliabilityOf(judge: Judge): number {
  const consistency = consistencyOf(judge);
  if (consistency === null) return logit(unswapped);
  const c = (consistency.same + 1) / (consistency.n + 2);
  const q = (1 + Math.sqrt(Math.max(0, 2 * c - 1))) / 2;
  return logit(Math.min(q, mostSure));
}
