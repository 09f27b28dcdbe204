import { by, define, either, flag } from './measuredPrinciple.ts';

/** Principles on how an answer argues and is ordered. */
export const reasoningPrinciples = define('reasoning', [
  { id: 'reasons', short: 'gives reasons', english: true, apart: by(1, 'phrase'), score: r => r.phrases.reason },
  {
    id: 'both-sides',
    short: 'weighs more than one side',
    english: true,
    apart: by(2, 'phrases'),
    score: r => r.phrases.contrast,
  },
  {
    id: 'sequence',
    short: 'puts things in order with words like first and then',
    english: true,
    apart: by(2, 'phrases'),
    score: r => r.phrases.order,
  },
  { id: 'sums-up', short: 'sums up', english: true, apart: either, score: r => flag(r.phrases.summary > 0) },
  {
    id: 'advice',
    short: 'gives practical advice',
    english: true,
    apart: by(1, 'phrase'),
    score: r => r.phrases.advice,
  },
  {
    id: 'alternatives',
    short: 'offers alternatives',
    english: true,
    apart: by(1, 'phrase'),
    score: r => r.phrases.alternative,
  },
]);
