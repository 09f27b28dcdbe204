import type { Noise } from './noiseOf.ts';
import { percent } from './percent.ts';

/** Label smoothing is not set higher: rDPO divides by 1 - 2e. */
const most = 0.45;

/** What the noise of the labels means for an option that takes a flip rate; `basis` says why, in words. */
export type Smoothing =
  | { readonly kind: 'set'; readonly rate: string; readonly basis: string }
  | { readonly kind: 'none-needed' | 'unknown'; readonly basis: string };

/** The flip rate to set in a trainer, to two digits; none where it is not known or rounds to zero. */
export function smoothingOf(noise: Noise): Smoothing {
  if (!noise.known) {
    const { range, why } = noise;
    const bounds =
      range === null ? '' : ` By the audit it lies between ${percent(range.low)} and ${percent(range.high)}.`;
    return {
      kind: 'unknown',
      basis: `No value is given, because the share of wrong labels among these is not known.${bounds} ${why}`,
    };
  }
  const { rate, low, high, judged, settled, from } = noise;
  const basis = `About ${percent(rate)} (${percent(low)} to ${percent(high)}) of the ${judged + settled} labels that were judged or reviewed are expected to be wrong; known from ${from}.`;
  const text = Math.min(most, rate).toFixed(2);
  return Number(text) === 0 ? { kind: 'none-needed', basis } : { kind: 'set', rate: text, basis };
}
