import type { TextFacts } from '../text/textFacts.ts';
import { type Feature, log1, perWord } from './feature.ts';

const make = (name: string, value: Feature['value']): Feature => ({ name, english: false, value });

const count = (name: string, of: (response: TextFacts) => number): Feature => ({
  name,
  english: false,
  logarithmic: true,
  value: r => log1(of(r)),
});

/** Size, Markdown and punctuation. */
export const shapeFeatures: readonly Feature[] = [
  count('log characters', r => r.words.characters),
  make('root characters', r => Math.sqrt(r.words.characters) / 10),
  count('log words', r => r.words.hashes.length),
  count('log sentences', r => r.layout.sentences),
  count('log paragraphs', r => r.layout.paragraphs),
  count('log lines', r => r.layout.lines),
  make('one line', r => (r.layout.lines <= 1 ? 1 : 0)),
  count('words per sentence', r => r.words.hashes.length / Math.max(r.layout.sentences, 1)),
  count('first sentence', r => r.layout.firstSentence),
  make('under five words', r => (r.words.hashes.length < 5 ? 1 : 0)),
  count('bullets', r => r.layout.bullets),
  count('numbered items', r => r.layout.numbered),
  make('any list', r => (r.layout.bullets + r.layout.numbered > 1 ? 1 : 0)),
  count('headings', r => r.layout.headings),
  count('code fences', r => r.layout.fences),
  count('inline code', r => r.layout.backticks),
  count('table rows', r => r.layout.tableRows),
  count('quoted lines', r => r.layout.quotedLines),
  count('bold', r => r.layout.bold),
  count('links', r => r.layout.links),
  count('questions', r => r.layout.questions),
  make('questions per sentence', r => r.layout.questions / Math.max(r.layout.sentences, 1)),
  make('ends with a question', r => (r.layout.last === 63 || r.layout.last === 0xff1f ? 1 : 0)),
  count('exclamations', r => r.layout.exclamations),
  make('commas per word', r => perWord(r.layout.commas, r)),
  count('colons', r => r.layout.colons),
  count('semicolons', r => r.layout.semicolons),
  count('parentheses', r => r.layout.parentheses),
  count('dashes', r => r.layout.dashes),
  count('ellipses', r => r.layout.ellipses),
  count('quotation marks', r => r.layout.quotes),
  make('ends complete', r => (complete(r.layout.last) ? 1 : 0)),
  make('ends with a colon', r => (r.layout.last === 58 ? 1 : 0)),
  make('ends in code', r => (r.layout.endsInFence ? 1 : 0)),
  make('starts small', r => (r.layout.startsSmall ? 1 : 0)),
  count('turn markers', r => r.layout.turnMarkers),
  make('capitals', r => r.words.upperLetters / Math.max(r.words.upperLetters + r.words.lowerLetters, 20)),
  count('shouted words', r => r.words.shouted),
  make('digits', r => r.words.digits / Math.max(r.words.characters, 20)),
  count('numbers', r => r.words.numbers),
  make('not ASCII', r => r.words.notAscii / Math.max(r.words.characters, 20)),
  count('emoji', r => r.words.emoji),
  count('small i', r => r.words.smallI),
];

/** Whether a text may end with this character: ends of sentences, closing brackets, quotes and marks. */
export function complete(last: number): boolean {
  return (
    '.!?)]}"\'`*_|>~;'.includes(String.fromCharCode(last)) || last === 0x201d || last === 0x2019 || last === 0x3002
  );
}
