import type { Audit } from '../audit/audit.ts';
import type { Comparison } from '../dataset/comparison.ts';
import type { Decision } from '../edits/decision.ts';

/** Bounds of a share that is not known better. */
export interface NoiseRange {
  readonly low: number;
  readonly high: number;
}

/** How many of the labels that remain are wrong, as far as an audit knows. */
export type Noise =
  | (NoiseRange & {
      readonly known: true;
      /** Expected share of wrong labels among those that were judged: the mean of p_wrong. */
      readonly rate: number;
      /** What the file's flip rate is known from. */
      readonly from: string;
      readonly judged: number;
      /** Labels that a verdict has settled; they count as right. */
      readonly settled: number;
      /** Labels that nobody judged: they are in no figure. */
      readonly unjudged: number;
    })
  | {
      readonly known: false;
      readonly why: string;
      /** Bounds by the flip rates that agree with what is known of the file; null where nothing is. */
      readonly range: NoiseRange | null;
    };

/**
 * The share of wrong labels among comparisons that remain: the mean of p_wrong over those with a chosen response (see
 * `reward/wrongness.ts`), 0 for those that a verdict has settled. The bounds are the means of the least and the largest
 * p_wrong over the plausible flip rates.
 */
export function noiseOf(
  comparisons: readonly Comparison[],
  decisions: ReadonlyMap<number, Decision>,
  audit: Audit | null,
): Noise {
  if (audit === null) return { known: false, why: 'The labels were not audited.', range: null };
  const rows = new Map(audit.rows.map(row => [row.row, row]));
  let [sum, low, high, judged, settled, unjudged, ranged] = [0, 0, 0, 0, 0, 0, 0];
  for (const { row, label } of comparisons) {
    if (label !== 'a' && label !== 'b') continue;
    if (isSettled(decisions.get(row))) {
      settled++;
      continue;
    }
    const found = rows.get(row);
    if (found?.pWrongRange) {
      ranged++;
      low += found.pWrongRange[0];
      high += found.pWrongRange[1];
    }
    if (found?.pWrong == null) unjudged++;
    else {
      judged++;
      sum += found.pWrong;
    }
  }
  const { flipRate } = audit.figures;
  const bounds = (n: number): NoiseRange | null => (n === 0 ? null : { low: low / n, high: high / n });
  if (!flipRate.known) return { known: false, why: flipRate.why, range: bounds(ranged + settled) };
  const range = bounds(judged + settled);
  if (range === null) return { known: false, why: 'None of the labels that remain could be judged.', range: null };
  return {
    known: true,
    rate: sum / (judged + settled),
    ...range,
    from: flipRate.from,
    judged,
    settled,
    unjudged,
  };
}

function isSettled(decision: Decision | undefined): boolean {
  return decision?.verdict === 'a' || decision?.verdict === 'b';
}
