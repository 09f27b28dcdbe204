import { by, define, times } from './measuredPrinciple.ts';

/** Principles on code. */
export const codePrinciples = define('code', [
  { id: 'code', short: 'includes code blocks', apart: by(1, 'code block'), score: r => r.codeBlocks },
  {
    id: 'more-code',
    short: 'shows more code',
    apart: times(1.3, 3, 'lines'),
    score: r => (r.codeBlocks === 0 ? null : r.codeLines),
  },
  {
    id: 'commented-code',
    short: 'comments its code',
    apart: by(1, 'comment line'),
    score: r => (r.codeBlocks === 0 ? null : r.commentLines),
  },
  {
    id: 'explained-code',
    short: 'explains its code in words',
    apart: times(1.3, 15, 'words'),
    score: r => (r.codeBlocks === 0 ? null : r.words),
  },
  {
    id: 'named-code',
    short: 'names the language of its code blocks',
    apart: by(1, 'block'),
    score: r => (r.codeBlocks === 0 ? null : r.namedCodeBlocks),
  },
  {
    id: 'inline-code',
    short: 'marks names of code as code',
    apart: by(2, 'passages'),
    score: r => r.inlineCode,
  },
]);
