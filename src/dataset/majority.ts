import type { Annotation, Label } from './comparison.ts';

/** The label that most annotators gave. */
export interface Majority {
  readonly label: Label | null;
  /** Votes for the better response less those for the other one; absent for ties. */
  readonly strength?: number;
}

/**
 * The label of a comparison that several annotators labelled: the one with the most votes. Where none has the most, it is
 * a tie: as many votes for either response, or a response and `tie` or `both_bad` level with one another. No annotation
 * with a label: no label.
 */
export function majorityOf(annotations: readonly Pick<Annotation, 'label'>[]): Majority {
  const counts: Record<Label, number> = { a: 0, b: 0, tie: 0, both_bad: 0 };
  for (const { label } of annotations) if (label !== null) counts[label]++;
  const most = Math.max(...Object.values(counts));
  if (most === 0) return { label: null };
  const leading = (Object.keys(counts) as Label[]).filter(label => counts[label] === most);
  const label = leading.length === 1 ? leading[0]! : 'tie';
  const strength = Math.abs(counts.a - counts.b);
  return label === 'a' || label === 'b' ? { label, ...(strength > 0 && { strength }) } : { label };
}
