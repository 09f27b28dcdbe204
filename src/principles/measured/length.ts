import { define, times } from './measuredPrinciple.ts';

/** Principles on length. */
export const lengthPrinciples = define('length', [
  {
    id: 'longer',
    short: 'is longer',
    apart: times(1.03, 10, 'characters'),
    score: r => r.chars,
    contrary: { id: 'shorter', short: 'is shorter' },
  },
]);
