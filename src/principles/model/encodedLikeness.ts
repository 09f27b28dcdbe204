import { bank } from '../bank.ts';
import type { Likeness } from './likeness.ts';

/** Gives a unit vector to each text, for example by the local encoder. */
export type EncodeTexts = (texts: readonly string[], signal?: AbortSignal) => Promise<readonly Float32Array[]>;

const dot = (x: Float32Array, y: Float32Array): number => x.reduce((sum, value, at) => sum + value * y[at]!, 0);

function meanOf(vectors: readonly Float32Array[]): Float32Array {
  const mean = new Float32Array(vectors[0]!.length);
  for (const vector of vectors) for (const [at, value] of vector.entries()) mean[at]! += value / vectors.length;
  return mean;
}

function unitFrom(mean: Float32Array, vector: Float32Array): Float32Array {
  const moved = vector.map((value, at) => value - mean[at]!);
  const length = Math.sqrt(dot(moved, moved)) || 1;
  return moved.map(value => value / length);
}

/**
 * By an encoder's vectors, from which the mean vector of the measured principles is taken: what all sentences of this form have
 * in common (Mu and Viswanath 2018, 1702.01417, without their principal components). That also puts encoders, whose cosines
 * lie on scales of their own, on one, so that one bound serves all.
 */
export function encodedLikeness(encode: EncodeTexts): Likeness {
  return {
    least: 0.48,
    async between(texts, signal) {
      const common = bank.map(({ text }) => text);
      const vectors = await encode([...common, ...texts], signal);
      const mean = meanOf(vectors.slice(0, common.length));
      const own = vectors.slice(common.length).map(vector => unitFrom(mean, vector));
      return (x, y) => dot(own[x]!, own[y]!);
    },
  };
}
