import { type Feature, log1, perWord } from './feature.ts';

const make = (name: string, value: Feature['value']): Feature => ({ name, english: false, value });

/** Size, Markdown and punctuation. */
export const shapeFeatures: readonly Feature[] = [
  make('log characters', r => log1(r.words.characters)),
  make('root characters', r => Math.sqrt(r.words.characters) / 10),
  make('log words', r => log1(r.words.hashes.length)),
  make('log sentences', r => log1(r.layout.sentences)),
  make('log paragraphs', r => log1(r.layout.paragraphs)),
  make('log lines', r => log1(r.layout.lines)),
  make('one line', r => (r.layout.lines <= 1 ? 1 : 0)),
  make('words per sentence', r => log1(r.words.hashes.length / Math.max(r.layout.sentences, 1))),
  make('first sentence', r => log1(r.layout.firstSentence)),
  make('under five words', r => (r.words.hashes.length < 5 ? 1 : 0)),
  make('bullets', r => log1(r.layout.bullets)),
  make('numbered items', r => log1(r.layout.numbered)),
  make('any list', r => (r.layout.bullets + r.layout.numbered > 1 ? 1 : 0)),
  make('headings', r => log1(r.layout.headings)),
  make('code fences', r => log1(r.layout.fences)),
  make('inline code', r => log1(r.layout.backticks)),
  make('table rows', r => log1(r.layout.tableRows)),
  make('quoted lines', r => log1(r.layout.quotedLines)),
  make('bold', r => log1(r.layout.bold)),
  make('links', r => log1(r.layout.links)),
  make('questions', r => log1(r.layout.questions)),
  make('questions per sentence', r => r.layout.questions / Math.max(r.layout.sentences, 1)),
  make('ends with a question', r => (r.layout.last === 63 || r.layout.last === 0xff1f ? 1 : 0)),
  make('exclamations', r => log1(r.layout.exclamations)),
  make('commas per word', r => perWord(r.layout.commas, r)),
  make('colons', r => log1(r.layout.colons)),
  make('semicolons', r => log1(r.layout.semicolons)),
  make('parentheses', r => log1(r.layout.parentheses)),
  make('dashes', r => log1(r.layout.dashes)),
  make('ellipses', r => log1(r.layout.ellipses)),
  make('quotation marks', r => log1(r.layout.quotes)),
  make('ends complete', r => (complete(r.layout.last) ? 1 : 0)),
  make('ends with a colon', r => (r.layout.last === 58 ? 1 : 0)),
  make('ends in code', r => (r.layout.endsInFence ? 1 : 0)),
  make('starts small', r => (r.layout.startsSmall ? 1 : 0)),
  make('turn markers', r => log1(r.layout.turnMarkers)),
  make('capitals', r => r.words.upperLetters / Math.max(r.words.upperLetters + r.words.lowerLetters, 20)),
  make('shouted words', r => log1(r.words.shouted)),
  make('digits', r => r.words.digits / Math.max(r.words.characters, 20)),
  make('numbers', r => log1(r.words.numbers)),
  make('not ASCII', r => r.words.notAscii / Math.max(r.words.characters, 20)),
  make('emoji', r => log1(r.words.emoji)),
  make('small i', r => log1(r.words.smallI)),
];

/** Whether a text may end with this character: ends of sentences, closing brackets, quotes and marks. */
export function complete(last: number): boolean {
  return (
    '.!?)]}"\'`*_|>~;'.includes(String.fromCharCode(last)) || last === 0x201d || last === 0x2019 || last === 0x3002
  );
}
