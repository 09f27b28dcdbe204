import { logit, sigmoid } from '../numbers.ts';
import { inColumns, isColumns, type VoteColumns } from './voteColumns.ts';

/** One annotator's vote on a comparison. */
export interface Vote {
  readonly comparison: number;
  readonly annotator: number;
  /** +1: a is better; -1: b. */
  readonly side: 1 | -1;
}

/** What Dawid-Skene says of comparisons and annotators. */
export interface Consensus {
  /** Probability that a is better, per comparison. */
  readonly q: Float64Array;
  /** Per annotator: P(votes a | a is better) and P(votes b | b is better). */
  readonly s: Float64Array;
  readonly t: Float64Array;
}

/** Votes that a beta prior is worth: right ones and wrong ones. */
const right = 4;
const wrong = 1;
const mostRounds = 200;

/**
 * Dawid and Skene 1979 for two classes, by expectation and maximisation. logit q_i = logit prior_i + the sum over votes of
 * log(s / (1 - t)) for a vote for a and log((1 - s) / t) for one for b; s and t are shares weighed by q, with a beta prior of
 * 4 and 1, which also says which side is which. `(logit s - logit t) / 2` is an annotator's pull to a: side bias, where a is
 * the response that was shown first.
 *
 * @param prior - probability that a is better before the votes, per comparison; it must not come from the votes on it
 */
export function dawidSkene(
  given: readonly Vote[] | VoteColumns,
  comparisons: number,
  annotators: number,
  prior: ArrayLike<number> = new Float64Array(comparisons).fill(0.5),
): Consensus {
  const votes = isColumns(given) ? given : inColumns(given);
  const { comparison, annotator, side } = votes;
  const priors = Float64Array.from(prior, p => logit(Math.min(Math.max(p, 1e-3), 1 - 1e-3)));
  const q = startOf(votes, comparisons, priors);
  const s = new Float64Array(annotators);
  const t = new Float64Array(annotators);
  for (let round = 0; round < mostRounds; round++) {
    maximise(votes, q, s, t);
    const next = priors.slice();
    for (let v = 0; v < comparison.length; v++) {
      const [ofA, ofB] = [s[annotator[v]!]!, t[annotator[v]!]!];
      next[comparison[v]!]! += side[v]! > 0 ? Math.log(ofA / (1 - ofB)) : Math.log((1 - ofA) / ofB);
    }
    let change = 0;
    for (let i = 0; i < comparisons; i++) {
      const value = sigmoid(next[i]!);
      change = Math.max(change, Math.abs(value - q[i]!));
      q[i] = value;
    }
    if (change < 1e-8) break;
  }
  return { q, s, t };
}

/** Share of the votes for a, with the prior as one more vote. */
function startOf({ comparison, side }: VoteColumns, comparisons: number, priors: Float64Array): Float64Array {
  const forA = Float64Array.from(priors, sigmoid);
  const all = new Float64Array(comparisons).fill(1);
  for (let v = 0; v < comparison.length; v++) {
    all[comparison[v]!]!++;
    if (side[v]! > 0) forA[comparison[v]!]!++;
  }
  return forA.map((value, i) => value / all[i]!);
}

function maximise(
  { comparison, annotator, side }: VoteColumns,
  q: Float64Array,
  s: Float64Array,
  t: Float64Array,
): void {
  s.fill(right);
  t.fill(right);
  const ofA = new Float64Array(s.length).fill(right + wrong);
  const ofB = new Float64Array(t.length).fill(right + wrong);
  for (let v = 0; v < comparison.length; v++) {
    const by = annotator[v]!;
    const p = q[comparison[v]!]!;
    ofA[by]! += p;
    ofB[by]! += 1 - p;
    if (side[v]! > 0) s[by]! += p;
    else t[by]! += 1 - p;
  }
  for (let j = 0; j < s.length; j++) {
    s[j] = s[j]! / ofA[j]!;
    t[j] = t[j]! / ofB[j]!;
  }
}
