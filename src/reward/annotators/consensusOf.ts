import { logit } from '../numbers.ts';
import { type Consensus, dawidSkene, type Vote } from '../votes/dawidSkene.ts';
import { ensemblePrior } from '../votes/ensemblePrior.ts';
import type { AnnotatorVotes } from './annotatorVotes.ts';

/** What votes and ensemble say together, and of whom. */
export interface AnnotatorConsensus extends Consensus {
  /** Decisive votes, in the order of each unit's pair. */
  readonly decisive: readonly Vote[];
  /** Per unit: the ensemble's margin of the first of the pair over the second; NaN without one. */
  readonly margins: Float64Array;
  /** Per unit: probability that the first of the pair is better, from ensemble and votes, but without one's vote. */
  without(vote: Vote): number;
}

/**
 * Consensus of all decisive votes by Dawid and Skene, with the ensemble's opinion as prior: out of fold, it has not seen the
 * votes on the pair.
 *
 * @param margin - the ensemble's calibrated out-of-fold margin along the comparisons, a minus b; NaN without one
 */
export function consensusOf(from: AnnotatorVotes, margin: ArrayLike<number>): AnnotatorConsensus {
  const { votes, units, names, unitOf, turn } = from;
  const decisive = votes.flatMap(({ unit, annotator, side }): Vote[] =>
    side === null || side === 0 ? [] : [{ comparison: unit, annotator, side }],
  );
  const margins = new Float64Array(units).fill(Number.NaN);
  for (const [i, unit] of unitOf.entries()) {
    if (!Number.isNaN(margin[i]!)) margins[unit] = turn[i]! * margin[i]!;
  }
  const consensus = dawidSkene(decisive, units, names.length, ensemblePrior(margins, decisive, names.length));
  const { q, s, t } = consensus;
  return {
    ...consensus,
    decisive,
    margins,
    without: ({ comparison, annotator, side }) => {
      const [ofA, ofB] = [s[annotator]!, t[annotator]!];
      const told = side > 0 ? Math.log(ofA / (1 - ofB)) : Math.log((1 - ofA) / ofB);
      return 1 / (1 + Math.exp(told - logit(Math.min(Math.max(q[comparison]!, 1e-12), 1 - 1e-12))));
    },
  };
}
