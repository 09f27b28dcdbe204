import assert from 'node:assert/strict';
import { fitNextVote, nextVote, tally } from '../../../../src/reward/degree/nextVote.ts';
import { sigmoid } from '../../../../src/reward/numbers.ts';
import { Pace } from '../../../../src/reward/pace.ts';
import { Random } from '../../../../src/reward/random.ts';
import type { Vote } from '../../../../src/reward/votes/dawidSkene.ts';

/** Pairs on which people prefer the first with a share of their own, around what a model says; the last vote is kept back. */
function crowd(pairs: number, each: number, spread: number, seed: number) {
  const random = new Random(seed);
  const votes: Vote[] = [];
  const next: (1 | -1)[] = [];
  const margins = new Float64Array(pairs);
  const share = new Float64Array(pairs);
  for (let unit = 0; unit < pairs; unit++) {
    margins[unit] = 1.5 * normal(random);
    share[unit] = sigmoid(margins[unit]! + spread * normal(random));
    const cast = (): 1 | -1 => (random.next() < share[unit]! ? 1 : -1);
    for (let annotator = 0; annotator < each; annotator++) votes.push({ comparison: unit, annotator, side: cast() });
    next.push(cast());
  }
  return { votes, next, margins, share };
}

function normal(random: Random): number {
  return Math.sqrt(-2 * Math.log(1 - random.next())) * Math.cos(2 * Math.PI * random.next());
}

/** The chance of a next vote by whoever knows how the crowd was made, by numerical integration. */
function posterior(margin: number, spread: number, first: number, second: number): number {
  let [sum, all] = [0, 0];
  for (let x = -4; x <= 4; x += 0.1) {
    const share = sigmoid(margin + spread * x);
    const weight = Math.exp((-x * x) / 2) * share ** first * (1 - share) ** second;
    sum += weight * share;
    all += weight;
  }
  return sum / all;
}

function logLoss(chances: ArrayLike<number>, next: readonly number[]): number {
  return next.reduce((sum, side, i) => sum - Math.log(side > 0 ? chances[i]! : 1 - chances[i]!), 0) / next.length;
}

describe('the preference degree', () => {
  it('foretells a vote that is kept back better than ensemble, shares of votes or a guess do', async () => {
    const { votes, next, margins, share } = crowd(3000, 4, 1, 1);
    const spread = (await fitNextVote(votes, margins, new Pace()))!;
    const [first, second] = tally(votes, margins.length);
    const degree = next.map((_, unit) => nextVote(spread, margins[unit]!, first[unit]!, second[unit]!));
    const shares = next.map((_, unit) => (first[unit]! + 1) / 6);
    const loss = logLoss(degree, next);
    assert.ok(loss < logLoss(Float64Array.from(margins, sigmoid), next) - 0.01, `${loss}`);
    assert.ok(loss < logLoss(shares, next) - 0.02);
    const best = next.map((_, unit) => posterior(margins[unit]!, 1, first[unit]!, second[unit]!));
    assert.ok(loss < logLoss(best, next) + 0.005, `${loss}, at best ${logLoss(best, next)}`);
    const off = degree.reduce((sum, value, unit) => sum + value - share[unit]!, 0) / degree.length;
    assert.ok(Math.abs(off) < 0.02, `${off}`);
  });

  it('leaves an ensemble aside that says nothing of votes', async () => {
    const { votes, margins } = crowd(800, 4, 1, 2);
    const foreign = new Random(3).shuffle([...margins]);
    const spread = (await fitNextVote(votes, foreign, new Pace()))!;
    assert.ok(spread.slope <= 0.1, `${spread.slope}`);
  });

  it('does not go to 1 with the number of votes, but to the share of them', async () => {
    const spread = { slope: 1, worth: 4 };
    assert.ok(Math.abs(nextVote(spread, 3, 700, 300) - 0.7) < 0.002);
    assert.equal(nextVote(spread, Number.NaN, 0, 0), 0.5);
    assert.ok(Math.abs(nextVote(spread, 2, 3, 1) + nextVote(spread, -2, 1, 3) - 1) < 1e-12);
  });

  it('is not known where few pairs were judged twice', async () => {
    const { votes, margins } = crowd(29, 2, 1, 4);
    assert.equal(await fitNextVote(votes, margins, new Pace()), null);
    const single = crowd(500, 1, 1, 5);
    assert.equal(await fitNextVote(single.votes, single.margins, new Pace()), null);
  });
});
