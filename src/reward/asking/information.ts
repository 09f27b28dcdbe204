import { sigmoid } from '../numbers.ts';

/** Entropy of a choice between two, in nats. */
export function entropy(p: number): number {
  if (!(p > 0 && p < 1)) return 0;
  return -p * Math.log(p) - (1 - p) * Math.log(1 - p);
}

/**
 * What a label would tell about which member is right: BALD (Houlsby et al. 2011), H(mean p) - mean H(p), in nats, 0 to ln 2.
 * It is 0 where members agree, also where they agree that the pair is even: a label of a coin toss teaches nothing.
 *
 * @param margins - calibrated margins of the members with an opinion, in logits
 * @returns NaN for fewer than two
 */
export function bald(margins: readonly number[]): number {
  if (margins.length < 2) return Number.NaN;
  let mean = 0;
  let inner = 0;
  for (const margin of margins) {
    const p = sigmoid(margin);
    mean += p / margins.length;
    inner += entropy(p) / margins.length;
  }
  return Math.max(entropy(mean) - inner, 0);
}
