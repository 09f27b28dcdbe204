import type { Estimate } from '../figures.ts';
import { clip, logit, quantile, wilson } from '../numbers.ts';
import type { AnnotatorVotes } from './annotatorVotes.ts';
import type { AnnotatorConsensus } from './consensusOf.ts';

/** One annotator, over their own votes. */
export interface AnnotatorQuality {
  readonly name: string;
  /** Votes, and the share of them that prefer a response. */
  readonly n: number;
  readonly decisive: number;
  /**
   * Share of their decisive votes that are right, by the consensus p of all others and the ensemble: with a that share, the
   * mean of p(vote) is a A + (1 - a) B with A the mean of p^2 + (1 - p)^2 and B of 2 p (1 - p), and is solved for a. The
   * interval is Wilson's with n (A - B)^2 votes. Null where the others say nothing.
   */
  readonly accuracy: Estimate | null;
  /** Share of their votes that others' votes on the same pairs equal, over pairs of votes. */
  readonly agreement: Estimate | null;
  /** Share of decisive votes for the response that was shown first; null where positions are not recorded. */
  readonly first: Estimate | null;
  /**
   * Their pull to the first position in logits, what is left of it when what is better is known: (logit s - logit t) / 2
   * with s and t their shares of right votes where the first and where the second is better.
   */
  readonly pull: number | null;
  /** Share of decisive votes for the longer response, and what the consensus says of the same comparisons. */
  readonly longer: { readonly share: Estimate; readonly expected: number } | null;
  /** Median seconds between one vote and the next, pauses of more than half an hour left out; null without times. */
  readonly pace: number | null;
}

const pause = 30 * 60_000;
const fewestTimes = 5;

/** Quality of every annotator, in the order of their names in `votes`. */
export function annotatorQuality(from: AnnotatorVotes, consensus: AnnotatorConsensus): AnnotatorQuality[] {
  const { votes, names } = from;
  const agreement = agreements(from);
  const own = names.map((): (typeof votes)[number][] => []);
  for (const vote of votes) own[vote.annotator]!.push(vote);
  return own.map((mine, annotator) => {
    let [n, right, sure] = [0, 0, 0];
    let [positioned, first] = [0, 0];
    let [lengths, longer, expected] = [0, 0, 0];
    // Right votes and all, where the first position is better and where the second is; a vote each before the first.
    const shares = [
      [1, 2],
      [1, 2],
    ];
    for (const { unit, side, shownFirst, longer: sign } of mine) {
      if (side === null || side === 0) continue;
      const p = consensus.without({ comparison: unit, annotator, side });
      n++;
      right += side > 0 ? p : 1 - p;
      sure += (2 * p - 1) ** 2;
      if (shownFirst !== 0) {
        positioned++;
        const pFirst = shownFirst > 0 ? p : 1 - p;
        const votedFirst = side === shownFirst;
        if (votedFirst) first++;
        shares[0]![0]! += votedFirst ? pFirst : 0;
        shares[0]![1]! += pFirst;
        shares[1]![0]! += votedFirst ? 0 : 1 - pFirst;
        shares[1]![1]! += 1 - pFirst;
      }
      if (sign !== 0) {
        lengths++;
        if (side === sign) longer++;
        expected += sign > 0 ? p : 1 - p;
      }
    }
    const [s, t] = shares.map(([hits, all]) => hits! / all!);
    const share = wilson(longer, lengths);
    return {
      name: names[annotator]!,
      n: mine.length,
      decisive: n,
      accuracy: accuracyOf(right / n, sure / n, n),
      agreement: agreement[annotator]!,
      first: wilson(first, positioned),
      pull: positioned === 0 ? null : (logit(s!) - logit(t!)) / 2,
      longer: share === null ? null : { share, expected: expected / lengths },
      pace: paceOf(mine.flatMap(({ time }) => (time === null ? [] : [time]))),
    };
  });
}

/** Least A - B: below, the others say too little to judge anybody by. */
const leastSure = 0.05;

/** @param sure A - B, the mean of (2 p - 1)^2; A + B = 1 */
function accuracyOf(mean: number, sure: number, n: number): Estimate | null {
  if (n === 0 || sure < leastSure) return null;
  const accuracy = clip((mean - (1 - sure) / 2) / sure, 0, 1);
  const votes = n * sure * sure;
  const interval = wilson(accuracy * votes, votes);
  return interval === null ? null : { ...interval, n };
}

/** Agreement of each annotator's votes with those of others on the same unit, ties and "both bad" included. */
function agreements({ votes, names, units }: AnnotatorVotes): (Estimate | null)[] {
  const on = Array.from({ length: units }, (): (typeof votes)[number][] => []);
  for (const vote of votes) on[vote.unit]!.push(vote);
  const met = new Float64Array(names.length);
  const alike = new Float64Array(names.length);
  for (const here of on) {
    for (const { annotator, side } of here) {
      const others = here.filter(other => other.annotator !== annotator);
      if (others.length === 0) continue;
      // One vote of theirs is one observation, however many others it met.
      met[annotator]!++;
      alike[annotator]! += others.filter(other => other.side === side).length / others.length;
    }
  }
  return names.map((_, j) => wilson(alike[j]!, met[j]!));
}

function paceOf(times: readonly number[]): number | null {
  const sorted = [...times].sort((x, y) => x - y);
  const gaps = sorted.slice(1).flatMap((time, k) => {
    const gap = time - sorted[k]!;
    return gap > 0 && gap <= pause ? [gap / 1000] : [];
  });
  return gaps.length < fewestTimes
    ? null
    : quantile(
        gaps.sort((x, y) => x - y),
        0.5,
      );
}
