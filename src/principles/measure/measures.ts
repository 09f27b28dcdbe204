import type { PhraseKind } from './phrases.ts';

/** Everything that the measured principles look at in one text. Counts are of the whole text unless said otherwise. */
export interface Measures {
  readonly text: string;
  /** UTF-16 code units, without white space at both ends. */
  readonly chars: number;
  /** Runs of letters and digits outside code blocks. */
  readonly words: number;
  readonly sentences: number;
  readonly paragraphs: number;
  /** Lines that begin with a bullet. */
  readonly bullets: number;
  /** Lines that begin with a number and a full stop or bracket. */
  readonly steps: number;
  readonly headings: number;
  readonly bold: number;
  readonly tableRows: number;
  readonly quoteLines: number;
  readonly codeBlocks: number;
  /** Code blocks that name their language. */
  readonly namedCodeBlocks: number;
  readonly codeLines: number;
  /** Lines of code that hold a comment. */
  readonly commentLines: number;
  readonly inlineCode: number;
  readonly urls: number;
  /** `[3]`, `(Name, 2020)`. */
  readonly references: number;
  readonly numbers: number;
  /** Numbers with a unit, a currency, a per cent sign, or a year. */
  readonly figures: number;
  /** Runs of capitalised words inside sentences. */
  readonly names: number;
  /** Passages in quotation marks. */
  readonly quotations: number;
  readonly questions: number;
  readonly exclamations: number;
  readonly emoji: number;
  /** Words of three and more letters all in capitals. */
  readonly shouted: number;
  readonly parentheses: number;
  /** Mean letters a word; 0 without words. */
  readonly wordLength: number;
  /** Words of nine and more letters. */
  readonly longWords: number;
  /** Mean words a sentence; 0 without sentences. */
  readonly sentenceLength: number;
  /** Mean words a paragraph; 0 without paragraphs. */
  readonly paragraphLength: number;
  /** Share of sentences that begin with a capital letter, a digit or a script without case. */
  readonly capitalised: number;
  /** Share of three-word sequences that have occurred before in the text. */
  readonly repetition: number;
  /** Different words among the first 100. */
  readonly variety: number;
  readonly contractions: number;
  readonly endsWithQuestion: boolean;
  /** The last sentence or block is finished. */
  readonly endsCleanly: boolean;
  /** Replacement characters, HTML entities and tags, role markers left in the text. */
  readonly debris: number;
  /** Occurrences of words and phrases by kind (English). */
  readonly phrases: Readonly<Record<PhraseKind, number>>;
  /** A preamble (`Sure`, `Great question`) opens the text. */
  readonly preamble: boolean;
  /** A refusal among the first 60 words. */
  readonly refusal: boolean;
  readonly opensWithYesOrNo: boolean;
  /** ISO 639-1 code or script name; `und` where it can't be told. */
  readonly language: string;
  /** In English, or too short to tell and without a letter beyond ASCII. */
  readonly english: boolean;
  /** Stems (first six letters) of words that carry content. */
  readonly content: ReadonlySet<string>;
  /** Words of the first sentence, as stems. */
  readonly opening: ReadonlySet<string>;
}
