import type { Pace } from '../pace.ts';
import type { Prepared } from '../prepared.ts';
import type { Penalties } from './crossFit.ts';
import type { Design } from './design.ts';

/** A linear Bradley-Terry head before it is fitted: what it reads and which ridge penalties it may choose from. */
export interface LinearHead {
  design(prepared: Prepared, pace: Pace): Promise<Design>;
  penalties(design: Design): Penalties;
}

/** Candidates that put the same penalty on every weight. */
export function evenPenalties(strengths: readonly number[], { width }: Design): Penalties {
  return strengths.map(strength => new Float64Array(width).fill(strength));
}
