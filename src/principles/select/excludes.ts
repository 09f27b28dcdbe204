import type { Principle, Votes } from '../principle.ts';
import type { Excludes } from './path.ts';

/** Two principles say the same (or the contrary) if this share of the votes of either agrees (or differs). */
const sameShare = 0.8;

/**
 * Which principles may not stand together: contraries by their definition, and those whose votes nearly coincide or
 * nearly negate each other on this dataset: |sum of products| / comparisons on which either votes >= 0.8.
 */
export function excludesOf(principles: readonly Principle[], columns: readonly Votes[]): Excludes {
  const known = new Map<number, boolean>();
  return (one, other) => {
    const first = principles[one]!;
    const second = principles[other]!;
    if (first.opposite === second.id || second.opposite === first.id) return true;
    const pair = Math.min(one, other) * principles.length + Math.max(one, other);
    const answer = known.get(pair);
    if (answer !== undefined) return answer;
    const a = columns[one]!;
    const b = columns[other]!;
    let product = 0;
    let either = 0;
    for (let row = 0; row < a.length; row++) {
      product += a[row]! * b[row]!;
      if (a[row] !== 0 || b[row] !== 0) either++;
    }
    const same = either > 0 && Math.abs(product) >= sameShare * either;
    known.set(pair, same);
    return same;
  };
}
