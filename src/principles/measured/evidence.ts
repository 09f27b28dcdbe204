import { by, define } from './measuredPrinciple.ts';

/** Principles on evidence and detail. */
export const evidencePrinciples = define('evidence', [
  { id: 'examples', short: 'gives examples', english: true, apart: by(1, 'phrase'), score: r => r.phrases.example },
  {
    id: 'sources',
    short: 'refers to sources',
    english: true,
    apart: by(1, 'phrase or reference'),
    score: r => r.phrases.source + r.references,
  },
  { id: 'links', short: 'gives links', apart: by(1, 'link'), score: r => r.urls },
  { id: 'numbers', short: 'contains more numbers', apart: by(2, 'numbers'), score: r => r.numbers },
  {
    id: 'figures',
    short: 'gives concrete figures, such as amounts, dates or units',
    apart: by(1, 'figure'),
    score: r => r.figures,
  },
  {
    id: 'names',
    short: 'names specific people, places or products',
    english: true,
    apart: by(2, 'names'),
    score: r => r.names,
  },
  { id: 'quotations', short: 'quotes words or passages', apart: by(1, 'quotation'), score: r => r.quotations },
  {
    id: 'definitions',
    short: 'explains what terms mean',
    english: true,
    apart: by(1, 'phrase'),
    score: r => r.phrases.definition,
  },
  { id: 'asides', short: 'adds details in parentheses', apart: by(2, 'parentheses'), score: r => r.parentheses },
  {
    id: 'specific',
    short: 'avoids vague words',
    english: true,
    apart: by(1.5, 'vague words in 100'),
    score: r => (r.words === 0 ? null : (-100 * r.phrases.vague) / Math.max(r.words, 25)),
  },
]);
