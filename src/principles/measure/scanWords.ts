import { letter, lowerCase, noCase, number, unitKinds, upperCase } from '../../reward/text/characterKinds.ts';
import { englishFunctionWords } from './language.ts';
import type { PhraseKind } from './phrases.ts';
import { phraseKinds, phrasesAt } from './phrases.ts';
import { forEachToken } from './tokens.ts';

/** What the words and sentences of a text say. */
export interface WordScan {
  /** Lower case, straight apostrophes. */
  readonly words: readonly string[];
  readonly sentences: number;
  readonly capitalisedSentences: number;
  readonly letters: number;
  readonly longWords: number;
  readonly shouted: number;
  readonly contractions: number;
  readonly numbers: number;
  readonly figures: number;
  readonly names: number;
  readonly phrases: Readonly<Record<PhraseKind, number>>;
  readonly preamble: boolean;
  readonly refusal: boolean;
  readonly content: ReadonlySet<string>;
  readonly opening: ReadonlySet<string>;
  readonly repetition: number;
  readonly variety: number;
}

/** Refusals are looked for among this many first words. */
const refusalWords = 60;

const units = new Set(
  'percent kg g mg lb lbs oz ounces pounds cup cups tbsp tsp teaspoon teaspoons tablespoon tablespoons ml l liters litres km m cm mm miles mile feet foot inches inch degrees celsius fahrenheit seconds second minutes minute hours hour days day weeks week months month years year dollars euros million billion thousand gb mb kb hz mph kmh volts watts calories am pm'.split(
    ' ',
  ),
);

/** Stem that is the same for the usual endings of a word: its first six letters. */
function stem(word: string): string {
  return word.length > 6 ? word.slice(0, 6) : word;
}

function isContent(word: string): boolean {
  return word.length >= 4 && !englishFunctionWords.has(word);
}

/** Share of three-word sequences that have occurred before. */
function repetitionOf(words: readonly string[]): number {
  if (words.length < 12) return 0;
  const numbers = new Map<string, number>();
  const numbered = Int32Array.from(words, word => {
    const known = numbers.get(word);
    if (known !== undefined) return known;
    numbers.set(word, numbers.size);
    return numbers.size - 1;
  });
  const different = numbers.size;
  // Three numbers in one: exact up to 200,000 different words; in longer texts some sequences may count as others.
  const seen = new Set<number>();
  for (let at = 0; at + 2 < words.length; at++) {
    seen.add((numbered[at]! * different + numbered[at + 1]!) * different + numbered[at + 2]!);
  }
  return (words.length - 2 - seen.size) / (words.length - 2);
}

function isDigit(text: string, at = 0): boolean {
  const unit = text.charCodeAt(at);
  return unit >= 48 && unit <= 57;
}

function isLetterOrNumber(unit: number): boolean {
  return (unitKinds(unit) & (letter | number)) !== 0;
}

/** One pass over the words of a text without code blocks. */
export function scanWords(prose: string): WordScan {
  const words: string[] = [];
  const content = new Set<string>();
  const opening = new Set<string>();
  let sentences = 0;
  let capitalisedSentences = 0;
  let letters = 0;
  let longWords = 0;
  let shouted = 0;
  let contractions = 0;
  let numbers = 0;
  let figures = 0;
  let names = 0;
  let inSentence = 0;
  let inName = false;
  let previous = '';
  const endSentence = (): void => {
    if (inSentence > 0) sentences++;
    inSentence = 0;
    inName = false;
  };
  forEachToken(prose, (kind, from, to, first, any, all) => {
    if (kind === 'line') {
      endSentence();
      return;
    }
    const after = to < prose.length ? prose.charCodeAt(to) : 32;
    if (kind === 'end') {
      // "3.5", "e.g." and the number of a list item end no sentence.
      const dot = to - from === 1 && prose.charCodeAt(from) === 46;
      const initial = dot && previous.length === 1 && previous !== 'i';
      const item = inSentence === 1 && isDigit(previous);
      if (!isLetterOrNumber(after) && !initial && !item) endSentence();
      return;
    }
    const raw = prose.slice(from, to);
    const word = raw.toLowerCase().replaceAll('’', "'");
    words.push(word);
    inSentence++;
    if (inSentence === 1 && (first & (upperCase | noCase | number)) !== 0) capitalisedSentences++;
    if (word.includes("'")) contractions++;
    letters += word.length;
    if (word.length >= 9) longWords++;
    if (raw.length >= 3 && raw !== word && (all & upperCase) !== 0 && raw === raw.toUpperCase()) shouted++;
    const starts = words.length > 1 && inSentence > 1;
    const isName = starts && (first & upperCase) !== 0 && (any & lowerCase) !== 0 && !word.startsWith("i'");
    if (isName && !inName) names++;
    inName = isName;
    if (isDigit(word)) {
      const item = inSentence === 1 && (after === 46 || after === 41);
      if (!item) {
        numbers++;
        const before = from > 0 ? prose.charAt(from - 1) : ' ';
        if (after === 37 || '$€£¥'.includes(before) || /^(?:1[5-9]|20)\d\d$/u.test(word)) figures++;
        else if (/^\d+\p{L}/u.test(word) && !/^\d+(?:st|nd|rd|th)$/u.test(word)) figures++;
      }
    } else if (isDigit(previous) && units.has(word)) figures++;
    if (isContent(word)) {
      content.add(stem(word));
      if (sentences === 0) opening.add(stem(word));
    }
    previous = word;
  });
  endSentence();
  const phrases = Object.fromEntries(phraseKinds.map(kind => [kind, 0])) as Record<PhraseKind, number>;
  let preamble = false;
  let refusal = false;
  for (let at = 0; at < words.length; at++) {
    phrasesAt(words, at, kind => {
      phrases[kind]++;
      if (kind === 'preamble' && at === 0) preamble = true;
      if (kind === 'refusal' && at < refusalWords) refusal = true;
    });
  }
  return {
    words,
    sentences,
    capitalisedSentences,
    letters,
    longWords,
    shouted,
    contractions,
    numbers,
    figures,
    names,
    phrases,
    preamble,
    refusal,
    content,
    opening,
    repetition: repetitionOf(words),
    variety: new Set(words.slice(0, 100)).size,
  };
}
