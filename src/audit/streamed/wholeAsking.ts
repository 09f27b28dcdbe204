import { askValue } from '../../reward/asking/askValues.ts';
import { routingScoresOf } from '../../reward/asking/routing.ts';
import type { EnsembleResult } from '../../reward/ensembleResult.ts';
import type { Judgements } from './judgements.ts';
import type { PairNumbers } from './pairNumbers.ts';

/** What asking about each row is worth, along the rows; NaN where nothing is. @param reviewed - places of rows with a verdict */
export function wholeAsking(
  { asking, audited }: Judgements,
  pairs: PairNumbers,
  { members }: EnsembleResult,
  reviewed: ReadonlySet<number>,
): Float64Array {
  const used = members.flatMap(({ used: inUse, margins }) => (inUse && margins !== null ? [margins] : []));
  const along = (value: (at: number) => number): Float64Array =>
    Float64Array.from(pairs.of, (_, at) => (audited.get(at) === 1 ? value(at) : Number.NaN));
  const routing = routingScoresOf({
    similarity: along(at => asking.similarity.get(at)),
    complexity: along(at => asking.complexity.get(at)),
    risk: along(at => asking.risk.get(at)),
  });
  const votes = new Float64Array(pairs.count);
  for (const [at, pair] of pairs.of.entries()) if (pair >= 0) votes[pair]! += asking.votes.get(at);
  return along(at => {
    if (asking.same.get(at) === 1 || reviewed.has(at)) return Number.NaN;
    const opinions = used.flatMap(margins => (Number.isNaN(margins[at]!) ? [] : [margins[at]!]));
    return askValue(opinions, routing[at]!, asking.words.get(at), votes[pairs.of[at]!]!);
  });
}
