import type { Comparison, Label } from '../../dataset/comparison.ts';
import { responseHash } from '../../dataset/comparisonKey.ts';

/** A comparison that both datasets hold, with another label. Labels are in terms of the first dataset's sides. */
export interface LabelChange {
  /** Places in the two lists. */
  readonly one: number;
  readonly other: number;
  readonly from: Label | null;
  readonly to: Label | null;
}

/** What two datasets have in common. */
export interface LabelChanges {
  /** Comparisons in both, in the first only, and in the second only. */
  readonly both: number;
  readonly onlyOne: number;
  readonly onlyOther: number;
  readonly changes: readonly LabelChange[];
  /** Of the changes: the other response preferred now; a preference that was none, or none that was one; others. */
  readonly turned: number;
  readonly decided: number;
  readonly undecided: number;
}

const turn = (label: Label | null): Label | null => (label === 'a' ? 'b' : label === 'b' ? 'a' : label);
const decisive = (label: Label | null): boolean => label === 'a' || label === 'b';

/**
 * Finds comparisons with the same prompt and texts in both lists, whichever response stands first; where one occurs several
 * times, the first belongs to the first.
 */
export function labelChanges(one: readonly Comparison[], other: readonly Comparison[]): LabelChanges {
  const open = new Map<string, number[]>();
  other.forEach(({ key }, at) => {
    const known = open.get(key);
    if (known) known.push(at);
    else open.set(key, [at]);
  });
  let both = 0;
  const changes: LabelChange[] = [];
  one.forEach((comparison, at) => {
    const place = open.get(comparison.key)?.shift();
    if (place === undefined) return;
    both++;
    const same = responseHash(comparison.a) === responseHash(other[place]!.a);
    const [from, now] = [comparison.label, other[place]!.label];
    const to = same ? now : turn(now);
    if (from !== to) changes.push({ one: at, other: place, from, to });
  });
  return {
    both,
    onlyOne: one.length - both,
    onlyOther: other.length - both,
    changes,
    turned: changes.filter(({ from, to }) => decisive(from) && decisive(to)).length,
    decided: changes.filter(({ from, to }) => !decisive(from) && decisive(to)).length,
    undecided: changes.filter(({ from, to }) => decisive(from) && !decisive(to)).length,
  };
}
