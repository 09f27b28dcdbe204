import { by, define, rate, times } from './measuredPrinciple.ts';

/** Principles on readability. */
export const readabilityPrinciples = define('readability', [
  {
    id: 'simple-words',
    short: 'uses simpler words',
    english: true,
    apart: by(0.3, 'letters a word'),
    score: r => (r.words < 8 ? null : -r.wordLength),
    contrary: { id: 'advanced-words', short: 'uses longer and more technical words' },
  },
  {
    id: 'short-sentences',
    short: 'uses shorter sentences',
    apart: times(1.25, 4, 'words a sentence'),
    score: r => (r.sentences === 0 || r.words < 8 ? null : -r.sentenceLength),
    contrary: { id: 'long-sentences', short: 'uses longer sentences' },
  },
  {
    id: 'long-words',
    short: 'has a higher share of long words',
    english: true,
    apart: by(5, 'long words in 100'),
    score: r => rate(r.longWords, r),
  },
  {
    id: 'no-repetition',
    short: 'repeats itself less',
    apart: by(0.05, 'of three-word sequences'),
    score: r => -r.repetition,
  },
  {
    id: 'varied-words',
    short: 'uses more varied words',
    apart: by(6, 'different words among the first 100'),
    score: r => (r.words < 100 ? null : r.variety),
  },
]);
