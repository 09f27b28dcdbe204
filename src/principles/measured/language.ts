import { by, define, either, flag } from './measuredPrinciple.ts';

/** Principles on language and finish. */
export const languagePrinciples = define('language', [
  {
    id: 'prompt-language',
    short: 'is in the language of the prompt',
    apart: either,
    score: (r, prompt) =>
      prompt.otherLanguage || prompt.language === 'und' || r.language === 'und'
        ? null
        : flag(r.language === prompt.language),
  },
  {
    id: 'well-formed',
    short: 'begins its sentences with capital letters',
    apart: by(0.25, 'of sentences'),
    score: r => (r.sentences === 0 ? null : r.capitalised),
  },
  { id: 'ends-cleanly', short: 'ends cleanly and is not cut off', apart: either, score: r => flag(r.endsCleanly) },
  {
    id: 'no-debris',
    short: 'is free of stray markup and broken characters',
    apart: by(1, 'stray mark'),
    score: r => -r.debris,
  },
  { id: 'not-empty', short: 'is not empty', apart: either, score: r => flag(r.chars > 0) },
]);
