import type { Label } from './comparison.ts';

/** The label that two scores stand for: the higher one is better, equal ones are a tie; the difference is the strength. */
export function labelOfScores(a: number, b: number): { readonly label: Label; readonly labelStrength?: number } {
  return a === b ? { label: 'tie' } : { label: a > b ? 'a' : 'b', labelStrength: Math.abs(a - b) };
}
