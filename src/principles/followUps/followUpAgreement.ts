import type { Estimate } from '../../reward/figures.ts';
import { wilson } from '../../reward/numbers.ts';
import type { FollowUpMargins } from './followUpMargins.ts';
import { type FollowUp, followUps } from './followUps.ts';

/** How far the likelihood of follow-ups goes with labels. */
export interface FollowUpAgreement {
  /** Comparisons with a margin. */
  readonly judged: number;
  /** Labels that prefer a response, with a margin other than 0: share that has the same response; null without any. */
  readonly agree: Estimate | null;
  /** The same by each follow-up alone: a pleased one is likelier, a displeased one less likely, behind the chosen response. */
  readonly each: readonly (FollowUp & { readonly agree: Estimate | null })[];
}

/** @param labels 1 where a is chosen, -1 where b is, else 0; along the margins */
export function followUpAgreement(
  { margins, each }: Pick<FollowUpMargins, 'margins' | 'each'>,
  labels: ArrayLike<number>,
): FollowUpAgreement {
  const share = (says: Float64Array, sign: number): Estimate | null => {
    const rows = [...says.keys()].filter(row => labels[row] !== 0 && says[row] !== 0 && !Number.isNaN(says[row]!));
    return wilson(rows.filter(row => Math.sign(sign * says[row]!) === labels[row]).length, rows.length);
  };
  return {
    judged: margins.filter(margin => !Number.isNaN(margin)).length,
    agree: share(margins, 1),
    each: followUps.map((followUp, f) => ({ ...followUp, agree: share(each[f]!, followUp.sign) })),
  };
}
