import type { Measures } from './measure/measures.ts';
import type { PromptMeasures } from './measure/promptMeasures.ts';
import type { MeasuredPrinciple } from './measured/measuredPrinciple.ts';

/** A comparison's texts, measured. */
export interface MeasuredPair {
  readonly prompt: PromptMeasures;
  readonly a: Measures;
  readonly b: Measures;
}

/** A principle's vote: +1 for a, -1 for b, 0 where it does not apply or the two are too close. Swapping sides negates it. */
export function vote(principle: MeasuredPrinciple, { prompt, a, b }: MeasuredPair): -1 | 0 | 1 {
  if (principle.english && !(a.english && b.english)) return 0;
  const ofA = principle.score(a, prompt);
  const ofB = principle.score(b, prompt);
  if (ofA === null || ofB === null || ofA === ofB) return 0;
  if (!principle.apart.test(Math.max(ofA, ofB), Math.min(ofA, ofB))) return 0;
  return ofA > ofB ? 1 : -1;
}
