import { type NextVote, nextVote, tally } from '../../reward/degree/nextVote.ts';
import { dawidSkene } from '../../reward/votes/dawidSkene.ts';
import { ensemblePrior } from '../../reward/votes/ensemblePrior.ts';
import type { Judgements } from './judgements.ts';
import type { PairNumbers } from './pairNumbers.ts';

/** What annotators and ensemble say together, along the rows, as probabilities that a is better. */
export interface WholeConsensus {
  /** NaN where nobody voted. */
  readonly consensus: Float64Array;
  /** Chance that one more annotator would prefer a; null where too few pairs have two votes to learn it from. */
  readonly degree: Float64Array | null;
}

/**
 * Consensus over all votes of a file, by Dawid and Skene with the ensemble as prior: some thirteen bytes a vote are held.
 *
 * @param margin - the ensemble's, a minus b, along the rows
 * @param spread - how votes spread around it, from the sample
 */
export function wholeConsensus(
  { voices, turns }: Judgements,
  pairs: PairNumbers,
  margin: Float64Array,
  spread: NextVote | null,
): WholeConsensus {
  const turn = turns.all();
  const margins = new Float64Array(pairs.count).fill(Number.NaN);
  for (const [at, pair] of pairs.of.entries()) {
    if (pair >= 0 && !Number.isNaN(margin[at]!)) margins[pair] = turn[at]! * margin[at]!;
  }
  const votes = {
    comparison: voices.rows.all().map(at => pairs.of[at]!),
    annotator: voices.annotators.all(),
    side: voices.sides.all(),
  };
  const prior = ensemblePrior(margins, votes, voices.names.size);
  const { q } = dawidSkene(votes, pairs.count, voices.names.size, prior);
  const [first, second] = tally(votes, pairs.count);
  const along = (forFirst: (pair: number) => number): Float64Array =>
    Float64Array.from(pairs.of, (pair, at) => {
      if (pair < 0) return Number.NaN;
      return turn[at]! > 0 ? forFirst(pair) : 1 - forFirst(pair);
    });
  return {
    consensus: along(pair => (first[pair]! + second[pair]! === 0 ? Number.NaN : q[pair]!)),
    degree: spread && along(pair => nextVote(spread, margins[pair]!, first[pair]!, second[pair]!)),
  };
}
