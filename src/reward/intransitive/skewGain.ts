import type { Estimate } from '../figures.ts';
import { softplus } from '../numbers.ts';
import { cellsOf } from '../strength/cells.ts';
import { splits } from '../strength/heldOut.ts';
import type { Meeting, Meetings } from '../strength/meetings.ts';
import { fitSkew, type SkewFit, skewMargin } from './skewModel.ts';

/** What allowing for circles gains on held-out votes. */
export interface SkewGain {
  readonly rank: number;
  /** Nats a vote: mean log-loss of Bradley-Terry minus that of the model with circles, with its interval over prompts. */
  readonly gain: Estimate;
  /** Log-loss of Bradley-Terry. */
  readonly loss: number;
}

const z = 1.959964;

/** Held-out gain of a skew-symmetric part of some rank over Bradley-Terry, in five folds by prompt. */
export function skewGain(meetings: Meetings, rank: number, seed: number): SkewGain {
  const count = meetings.ids.length;
  const positioned = meetings.meetings.some(m => m.positioned);
  const byPrompt = meetings.prompts >= 10;
  const clusters = new Map<number, { gain: number; weight: number }>();
  let loss = 0;
  let total = 0;
  let own = 0;
  for (const { train, test } of splits(meetings, seed)) {
    const cells = cellsOf(train);
    const plain = fitSkew(cells, count, 0, positioned, seed);
    const skew = fitSkew(cells, count, rank, positioned, seed);
    for (const meeting of test) {
      const { weight, prompt } = meeting;
      const before = lossOf(plain, meeting, positioned);
      const cluster = byPrompt ? prompt : own++;
      const sums = clusters.get(cluster) ?? { gain: 0, weight: 0 };
      clusters.set(cluster, sums);
      sums.gain += weight * (before - lossOf(skew, meeting, positioned));
      sums.weight += weight;
      loss += weight * before;
      total += weight;
    }
  }
  let sum = 0;
  for (const { gain } of clusters.values()) sum += gain;
  const value = sum / total;
  let square = 0;
  for (const { gain, weight } of clusters.values()) square += (gain - value * weight) ** 2;
  const half = (z * Math.sqrt(square)) / total;
  const n = meetings.meetings.length;
  return { rank, gain: { value, low: value - half, high: value + half, n }, loss: loss / total };
}

function lossOf(fit: SkewFit, { a, b, outcome, positioned }: Meeting, useSide: boolean): number {
  const d = skewMargin(fit, a, b, useSide && positioned ? 1 : 0);
  return outcome === 0 ? (softplus(d) + softplus(-d)) / 2 : softplus(-outcome * d);
}
