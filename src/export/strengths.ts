import type { AuditedRow } from '../audit/audit.ts';
import type { Comparison } from '../dataset/comparison.ts';
import type { Decision } from '../edits/decision.ts';

/** Where the margin of a reward model's training record is from: the file's own label strength, or the ensemble's. */
export type MarginSource = 'label-strength' | 'preference-strength';

/** Comparisons with their margins, and on how many of them there was none to give. */
export interface Margins {
  readonly comparisons: readonly Comparison[];
  /** Without a strength: their margin is 0. */
  readonly without: number;
  /** With a strength below 0, as the ensemble prefers the other response: their margin is 0, and their label stands. */
  readonly negative: number;
}

/**
 * Sets the label strength of comparisons to the preference strength of the audit (logits; arXiv 2401.06080, adaptive margin),
 * to be written as `margin`. A label that a verdict changed has none: the audit's is about its label of then.
 */
export function withMargins(comparisons: readonly Comparison[], audited: ReadonlyMap<number, AuditedRow>): Margins {
  let [without, negative] = [0, 0];
  const set = comparisons.map(comparison => {
    const { labelStrength: _, ...rest } = comparison;
    const row = audited.get(comparison.row);
    const strength = row?.label === comparison.label ? (row.preferenceStrength ?? null) : null;
    if (strength === null) without++;
    else if (strength < 0) negative++;
    else return { ...rest, labelStrength: Number(strength.toFixed(4)) };
    return rest;
  });
  return { comparisons: set, without, negative };
}

/**
 * Probability that the chosen response is the better one: 1 - p_wrong, and 1 where a verdict has settled it. Null where nobody
 * judged it.
 */
export function softLabelOf(
  comparison: Comparison,
  row: AuditedRow | undefined,
  decision: Decision | undefined,
): number | null {
  if (decision?.verdict === 'a' || decision?.verdict === 'b') return 1;
  if (row === undefined || row.label !== comparison.label || row.pWrong === null) return null;
  return Number((1 - row.pWrong).toFixed(4));
}
