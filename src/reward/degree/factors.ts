/** A factor by which responses differ. */
export interface Factor {
  readonly name: string;
  /** Name of the style feature that measures it (`src/reward/features`); only the order of two responses counts. */
  readonly feature: string;
}

/** The factors of the tables: length, form, wording, sentiment, readability. Those that read English are 0 in other languages. */
export const factors: readonly Factor[] = [
  { name: 'length', feature: 'log characters' },
  { name: 'words per sentence', feature: 'words per sentence' },
  { name: 'paragraphs', feature: 'log paragraphs' },
  { name: 'bullets', feature: 'bullets' },
  { name: 'numbered items', feature: 'numbered items' },
  { name: 'headings', feature: 'headings' },
  { name: 'bold', feature: 'bold' },
  { name: 'code', feature: 'code fences' },
  { name: 'links', feature: 'links' },
  { name: 'numbers', feature: 'numbers' },
  { name: 'parentheses', feature: 'parentheses' },
  { name: 'questions', feature: 'questions' },
  { name: 'exclamations', feature: 'exclamations' },
  { name: 'emoji', feature: 'emoji' },
  { name: 'readability (Flesch)', feature: 'readability' },
  { name: 'long words', feature: 'long words' },
  { name: 'varied vocabulary', feature: 'vocabulary over root of words' },
  { name: 'repetition', feature: 'repeated triples of words' },
  { name: 'words of the ask', feature: 'overlap with the ask' },
  { name: 'positive words', feature: 'positive share' },
  { name: 'negative words', feature: 'negative share' },
  { name: 'hedging', feature: 'hedge share' },
  { name: 'refusal', feature: 'refuse words' },
  { name: 'apology', feature: 'apology words' },
  { name: 'politeness', feature: 'polite words' },
  { name: 'empathy', feature: 'empathy words' },
  { name: 'warnings', feature: 'warning words' },
  { name: 'examples', feature: 'example words' },
  { name: 'first person', feature: 'first person share' },
];
