import type { Comparison } from '../../dataset/comparison.ts';
import { numberIn } from '../columns/scorePairs.ts';
import { softplus } from '../numbers.ts';
import { response, sentence } from '../reason.ts';
import { type Check, short } from './check.ts';

/** Fields that hold a reference model's summed log-probabilities of a and b; `ofText`: named after the texts. */
const fieldPairs: readonly { readonly a: string; readonly b: string; readonly ofText: boolean }[] = [
  { a: 'ref_chosen_logps', b: 'ref_rejected_logps', ofText: true },
  { a: 'reference_chosen_logps', b: 'reference_rejected_logps', ofText: true },
  { a: 'ref_logps_a', b: 'ref_logps_b', ofText: false },
];

/** DPO's usual beta. */
const beta = 0.1;
/** Loss of a pair that the policy ranks as the reference does at the start. */
const start = Math.LN2;
/** A pair is hard where the loss has to fall to less than a quarter of that. */
const hard = 0.25;

/** log pi_ref(a) - log pi_ref(b) of a comparison, or NaN where the record does not say. */
export function referenceMargin(comparison: Comparison): number {
  for (const { a, b, ofText } of fieldPairs) {
    const margin = numberIn(comparison, a) - numberIn(comparison, b);
    if (!Number.isFinite(margin)) continue;
    // Where the file has a label of its own, "chosen" need not be response a.
    if (ofText && comparison.positioned) continue;
    return comparison.turned && !ofText ? -margin : margin;
  }
  return Number.NaN;
}

/**
 * Loss that DPO has to reach on a pair before the policy prefers what the label prefers: -log s(beta c), c the reference's
 * log-probability of the rejected response minus that of the chosen one (2405.19534).
 */
export function lossToRank(c: number): number {
  return softplus(-beta * c);
}

/** True where DPO ranks the pair as labelled only once its loss is below a quarter of where it starts. */
export function isHard(c: number): boolean {
  return lossToRank(c) < hard * start;
}

/**
 * The reference model so strongly prefers the rejected response that training will hardly learn the pair. It says nothing of
 * whether the label is right.
 */
export const hardCheck: Check = {
  kinds: ['hard'],
  async run({ comparisons, pace }, report) {
    let known = 0;
    let ranked = 0;
    const found: { readonly at: number; readonly c: number }[] = [];
    for (const [at, comparison] of comparisons.entries()) {
      await pace.step();
      const { label } = comparison;
      if (label !== 'a' && label !== 'b') continue;
      const margin = referenceMargin(comparison);
      if (Number.isNaN(margin)) continue;
      const c = label === 'a' ? -margin : margin;
      known++;
      if (c < 0) ranked++;
      if (isHard(c)) found.push({ at, c });
    }
    for (const { at, c } of found) {
      const chosen = comparisons[at]!.label === 'b' ? 'b' : 'a';
      const loss = lossToRank(c);
      report(at, {
        kind: 'hard',
        score: short(1 - loss / start),
        reason: sentence`Right or wrong, this label is hard to learn: the reference model's log-probability of ${response(chosen === 'a' ? 'b' : 'a')} is ${short(c)} higher. DPO (beta ${beta}) ranks the pair as the label does only once its loss falls from ${short(start)} to ${loss.toPrecision(2)}.`,
        figures: { 'log-probability gap': short(c), 'ranked as labelled in this file': short(ranked / known) },
      });
    }
  },
};
