import { by, define, rate } from './measuredPrinciple.ts';

/** Principles on style. */
export const stylePrinciples = define('style', [
  {
    id: 'first-person',
    short: 'speaks in the first person',
    english: true,
    apart: by(2, 'words in 100'),
    score: r => rate(r.phrases.person, r),
    contrary: { id: 'impersonal', short: 'avoids speaking in the first person' },
  },
  {
    id: 'second-person',
    short: 'speaks to the user as you',
    english: true,
    apart: by(2, 'words in 100'),
    score: r => rate(r.phrases.reader, r),
  },
  {
    id: 'together',
    short: 'says we',
    english: true,
    apart: by(1, 'word in 100'),
    score: r => rate(r.phrases.together, r),
  },
  {
    id: 'formal',
    short: 'is formal',
    english: true,
    apart: by(2, 'formal over informal words in 100'),
    score: r => rate(r.phrases.formal - r.phrases.informal - r.contractions, r),
    contrary: { id: 'informal', short: 'is informal' },
  },
  {
    id: 'contractions',
    short: 'uses contractions',
    english: true,
    apart: by(1.5, 'contractions in 100 words'),
    score: r => rate(r.contractions, r),
  },
  {
    id: 'no-shouting',
    short: 'avoids words in capitals',
    apart: by(2, 'words'),
    score: r => -r.shouted,
  },
]);
