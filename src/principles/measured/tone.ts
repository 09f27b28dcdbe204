import { by, define, either, flag, rate } from './measuredPrinciple.ts';

/** Principles on tone. */
export const tonePrinciples = define('tone', [
  {
    id: 'hedges',
    short: 'hedges its claims',
    english: true,
    apart: by(1, 'hedging phrase in 100 words'),
    score: r => rate(r.phrases.hedge, r),
    contrary: { id: 'no-hedging', short: 'makes its claims without hedging' },
  },
  {
    id: 'certain',
    short: 'sounds certain',
    english: true,
    apart: by(0.8, 'phrases in 100 words'),
    score: r => rate(r.phrases.certain, r),
  },
  { id: 'polite', short: 'is polite', english: true, apart: by(1, 'phrase'), score: r => r.phrases.polite },
  { id: 'friendly', short: 'is friendly', english: true, apart: by(1, 'phrase'), score: r => r.phrases.friendly },
  { id: 'empathy', short: 'shows empathy', english: true, apart: by(1, 'phrase'), score: r => r.phrases.empathy },
  {
    id: 'emotional',
    short: 'uses emotional language',
    english: true,
    apart: by(1.5, 'words of emotion in 100'),
    score: r => rate(r.phrases.emotion, r),
    contrary: { id: 'sober', short: 'keeps emotion out of its language' },
  },
  { id: 'praise', short: 'praises the user', english: true, apart: either, score: r => flag(r.phrases.praise > 0) },
  { id: 'humour', short: 'is humorous', english: true, apart: by(1, 'word'), score: r => r.phrases.humour },
  {
    id: 'exclaims',
    short: 'uses exclamation marks',
    apart: by(1, 'mark'),
    score: r => r.exclamations,
    contrary: { id: 'calm', short: 'avoids exclamation marks' },
  },
  { id: 'emoji', short: 'uses emoji', apart: by(1, 'emoji'), score: r => r.emoji },
]);
