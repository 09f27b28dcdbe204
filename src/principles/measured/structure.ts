import { by, define, times } from './measuredPrinciple.ts';

/** Principles on layout and structure. */
export const structurePrinciples = define('structure', [
  {
    id: 'lists',
    short: 'uses lists',
    apart: by(2, 'list items'),
    score: r => r.bullets + r.steps,
    contrary: { id: 'no-lists', short: 'uses fewer lists' },
  },
  { id: 'numbered-steps', short: 'gives numbered steps', apart: by(2, 'numbered lines'), score: r => r.steps },
  { id: 'headings', short: 'uses headings', apart: by(1, 'heading'), score: r => r.headings },
  { id: 'bold', short: 'highlights key points in bold', apart: by(1, 'bold passage'), score: r => r.bold },
  { id: 'tables', short: 'presents information in a table', apart: by(2, 'table rows'), score: r => r.tableRows },
  {
    id: 'plain-prose',
    short: 'is plain prose without markup',
    apart: by(3, 'marks'),
    score: r => -(r.bullets + r.steps + r.headings + r.bold + r.tableRows + r.quoteLines),
  },
  { id: 'paragraphs', short: 'is divided into more paragraphs', apart: by(2, 'paragraphs'), score: r => r.paragraphs },
  {
    id: 'short-paragraphs',
    short: 'keeps paragraphs short',
    apart: times(1.5, 20, 'words a paragraph'),
    score: r => (r.words === 0 ? null : -r.paragraphLength),
  },
]);
