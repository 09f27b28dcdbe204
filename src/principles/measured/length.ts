import { define, times } from './measuredPrinciple.ts';

/** Principles on length. */
export const lengthPrinciples = define('length', [
  {
    id: 'longer',
    short: 'is longer',
    apart: times(1.1, 20, 'characters'),
    score: r => r.chars,
    contrary: { id: 'shorter', short: 'is shorter' },
  },
]);
