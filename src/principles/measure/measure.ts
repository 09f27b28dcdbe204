import { languageOf } from './language.ts';
import type { Measures } from './measures.ts';
import { scanLines } from './scanLines.ts';
import { scanWords } from './scanWords.ts';

/** Texts with fewer words are too short to tell a language by function words. */
const shortText = 12;

/** Occurrences of a string, without overlap. */
function count(text: string, part: string): number {
  let found = 0;
  for (let at = text.indexOf(part); at >= 0; at = text.indexOf(part, at + part.length)) found++;
  return found;
}

/** Matches of a global pattern, which must be linear on any text. */
function matches(text: string, pattern: RegExp): number {
  let found = 0;
  for (const _ of text.matchAll(pattern)) found++;
  return found;
}

const emoji = /(?![©®™‼⁉↔-↪✔✖])\p{Extended_Pictographic}/gu;
const smiley = /(?<![\w:;])[:;]-?[)DP(](?!\w)/gu;
const reference = /\[\d{1,3}\]|\(\p{Lu}[^()\n]{1,40}, (?:19|20)\d\d\)/gu;
const debris =
  /\uFFFD|&(?:nbsp|amp|lt|gt|quot|#\d{1,6});|<\/?(?:br|p|div|span|td|tr|strong|em|s|unk|pad)\b|<\||\n(?:Human|Assistant|User)(?=:|\s{0,4}$)/giu;
const finished = /[.!?。！？…:)\]}"'”’»」』*_~`|>]$/u;

/**
 * Measures a text once for all principles. Time and memory are linear in its length, whatever it holds: every pattern is
 * bounded or anchored.
 */
export function measure(text: string): Measures {
  const lines = scanLines(text);
  const { prose } = lines;
  const scan = scanWords(prose);
  const words = scan.words.length;
  const trimmed = text.trim();
  const end = trimmed.slice(-2);
  const language = languageOf(prose, scan.words);
  const lastLine = trimmed.slice(trimmed.lastIndexOf('\n') + 1);
  const shortItem = /^\s{0,12}(?:[-*+•]|\d{1,3}[.)])\s/u.test(lastLine);
  const pictures = matches(text, emoji);
  const first = scan.words[0] ?? '';
  return {
    text,
    chars: trimmed.length,
    words,
    sentences: scan.sentences,
    paragraphs: lines.paragraphs,
    bullets: lines.bullets,
    steps: lines.steps,
    headings: lines.headings,
    bold: Math.floor(count(prose, '**') / 2),
    tableRows: lines.tableRows,
    quoteLines: lines.quoteLines,
    codeBlocks: lines.codeBlocks,
    namedCodeBlocks: lines.namedCodeBlocks,
    codeLines: lines.codeLines,
    commentLines: lines.commentLines,
    inlineCode: Math.floor(count(prose, '`') / 2),
    urls: count(text, 'http://') + count(text, 'https://') + matches(text, /(?<![/\w])www\./gu),
    references: matches(prose, reference),
    numbers: scan.numbers,
    figures: scan.figures,
    names: scan.names,
    quotations: Math.floor(count(prose, '"') / 2) + count(prose, '“') + count(prose, '«') + count(prose, '「'),
    questions: count(prose, '?') + count(prose, '？'),
    exclamations: count(prose, '!') + count(prose, '！'),
    emoji: pictures + matches(prose, smiley),
    shouted: scan.shouted,
    parentheses: count(prose, '('),
    wordLength: words > 0 ? scan.letters / words : 0,
    longWords: scan.longWords,
    sentenceLength: scan.sentences > 0 ? words / scan.sentences : 0,
    paragraphLength: lines.paragraphs > 0 ? words / lines.paragraphs : 0,
    capitalised: scan.sentences > 0 ? scan.capitalisedSentences / scan.sentences : 0,
    repetition: scan.repetition,
    variety: scan.variety,
    contractions: scan.contractions,
    endsWithQuestion: /[?？]["”']?$/u.test(end),
    endsCleanly:
      trimmed !== '' &&
      !lines.openCode &&
      (finished.test(end) || shortItem || words < 6 || (pictures > 0 && /\p{Extended_Pictographic}/u.test(end))),
    debris: matches(text, debris),
    phrases: scan.phrases,
    preamble: scan.preamble,
    refusal: scan.refusal,
    opensWithYesOrNo: first === 'yes' || first === 'no' || first === 'yeah' || first === 'nope',
    language,
    english: language === 'en' || (language === 'und' && words < shortText && !/[^\x00-\x7F’“”–—…]/u.test(prose)),
    content: scan.content,
    opening: scan.opening,
  };
}
