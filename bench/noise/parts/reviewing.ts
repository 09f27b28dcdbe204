import type { Label } from '../../../src/dataset/comparison.ts';
import { randomCheckRows } from '../../../src/reward/randomCheck.ts';
import type { Reviewed } from '../../../src/reward/reviewed.ts';

const side = (sign: number): Label => (sign > 0 ? 'a' : 'b');

/** Labels and reviews after a reviewer who is always right has judged `count` comparisons drawn at random. */
export function reviewedByTruth(
  labels: Int8Array,
  truth: Int8Array,
  { count, given, seed }: { readonly count: number; readonly given: Reviewed['given']; readonly seed: number },
): { readonly labels: Int8Array; readonly reviews: (Reviewed | null)[]; readonly drawn: ReadonlySet<number> } {
  const keys = Array.from(labels, (_, i) => String(i));
  const drawn = new Set(randomCheckRows(keys, seed, count));
  return {
    labels: labels.map((y, i) => (drawn.has(i) ? truth[i]! : y)),
    reviews: Array.from(labels, (y, i) =>
      drawn.has(i) ? { given, recorded: side(y), verdict: side(truth[i]!) } : null,
    ),
    drawn,
  };
}
