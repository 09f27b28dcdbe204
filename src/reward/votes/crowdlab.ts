import type { Vote } from './dawidSkene.ts';

/** Least weight of an annotator or of the model. */
const floor = 1e-3;

/**
 * CROWDLAB (2210.06812), two classes: probability that a is better from votes and from a model that has not seen them.
 * Over comparisons with more than one vote, agr_j is annotator j's agreement with the others' votes, E the error of always
 * saying the commonest consensus, P the mean share of votes that agree with the consensus;
 * w_j = max(1 - (1 - agr_j) / E, floor), w_M = max(1 - err_M / E, floor) sqrt(mean votes), and
 * p = [w_M p_M + sum_j w_j (P if the vote is a, else 1 - P)] / [w_M + sum_j w_j].
 * In an order of the responses that follows the label E would be 0: the order must not depend on it.
 */
export function crowdlab(
  votes: readonly Vote[],
  comparisons: number,
  annotators: number,
  model: ArrayLike<number>,
): Float64Array {
  const on = Array.from({ length: comparisons }, (): Vote[] => []);
  for (const vote of votes) on[vote.comparison]!.push(vote);
  const agree = new Float64Array(annotators);
  const met = new Float64Array(annotators);
  let forA = 0;
  let several = 0;
  let modelWrong = 0;
  let agreeing = 0;
  let inAll = 0;
  for (const [i, here] of on.entries()) {
    if (here.length < 2) continue;
    several++;
    const sum = here.reduce((total, { side }) => total + side, 0);
    // A tied vote is decided by the model.
    const consensus = sum === 0 ? (model[i]! >= 0.5 ? 1 : -1) : Math.sign(sum);
    if (consensus > 0) forA++;
    if (model[i]! >= 0.5 !== consensus > 0) modelWrong++;
    agreeing += here.filter(({ side }) => side === consensus).length / here.length;
    inAll += here.length;
    for (const { annotator, side } of here) {
      met[annotator]! += here.length - 1;
      agree[annotator]! += here.filter(other => other.annotator !== annotator && other.side === side).length;
    }
  }
  const base = several === 0 ? 0.5 : Math.max(Math.min(forA, several - forA) / several, floor);
  const share = several === 0 ? 0.75 : agreeing / several;
  const meanAgreement =
    met.reduce((sum, n) => sum + n, 0) === 0
      ? share
      : agree.reduce((sum, n) => sum + n, 0) / met.reduce((sum, n) => sum + n, 0);
  const weightOf = (error: number): number => Math.max(1 - error / base, floor);
  const weights = Float64Array.from(agree, (n, j) => weightOf(1 - (met[j]! > 0 ? n / met[j]! : meanAgreement)));
  const modelWeight =
    weightOf(several === 0 ? base / 2 : modelWrong / several) * Math.sqrt(several === 0 ? 1 : inAll / several);
  return Float64Array.from({ length: comparisons }, (_, i) => {
    let top = modelWeight * model[i]!;
    let bottom = modelWeight;
    for (const { annotator, side } of on[i]!) {
      top += weights[annotator]! * (side > 0 ? share : 1 - share);
      bottom += weights[annotator]!;
    }
    return top / bottom;
  });
}
