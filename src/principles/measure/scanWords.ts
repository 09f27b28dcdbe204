import { englishFunctionWords } from './language.ts';
import type { PhraseKind } from './phrases.ts';
import { phraseKinds, phrasesAt } from './phrases.ts';

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

const token = /[\p{L}\p{M}\p{N}]+(?:['’][\p{L}\p{M}]+)*|[.!?。！？…]+|\n/gu;
const units = new Set(
  'percent kg g mg lb lbs oz ounces pounds cup cups tbsp tsp teaspoon teaspoons tablespoon tablespoons ml l liters litres km m cm mm miles mile feet foot inches inch degrees celsius fahrenheit seconds second minutes minute hours hour days day weeks week months month years year dollars euros million billion thousand gb mb kb hz mph kmh volts watts calories am pm'.split(
    ' ',
  ),
);
const upper = /^\p{Lu}/u;
const noCase = /^[\p{Lo}\p{N}]/u;

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
  const seen = new Set<string>();
  let repeated = 0;
  for (let at = 0; at + 2 < words.length; at++) {
    const sequence = `${words[at]} ${words[at + 1]} ${words[at + 2]}`;
    if (seen.has(sequence)) repeated++;
    else seen.add(sequence);
  }
  return repeated / (words.length - 2);
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
  for (const match of prose.matchAll(token)) {
    const raw = match[0];
    const after = prose[match.index + raw.length] ?? ' ';
    if (raw === '\n') {
      endSentence();
      continue;
    }
    if (/^[.!?。！？…]/u.test(raw)) {
      // "3.5", "e.g." and the number of a list item end no sentence.
      const inner = /[\p{L}\p{N}]/u.test(after);
      const initial = raw === '.' && previous.length === 1 && previous !== 'i';
      const item = inSentence === 1 && /^\d/u.test(previous);
      if (!inner && !initial && !item) endSentence();
      continue;
    }
    const word = raw.toLowerCase().replaceAll('’', "'");
    words.push(word);
    inSentence++;
    if (inSentence === 1 && (upper.test(raw) || noCase.test(raw))) capitalisedSentences++;
    if (word.includes("'")) contractions++;
    letters += word.length;
    if (word.length >= 9) longWords++;
    if (raw.length >= 3 && raw !== word && raw === raw.toUpperCase() && /^\p{Lu}+$/u.test(raw)) shouted++;
    const starts = words.length > 1 && inSentence > 1;
    const isName = starts && upper.test(raw) && /\p{Ll}/u.test(raw) && !/^i'/u.test(word);
    if (isName && !inName) names++;
    inName = isName;
    if (/^\d/u.test(word)) {
      const item = inSentence === 1 && (after === '.' || after === ')');
      if (!item) {
        numbers++;
        const before = prose[match.index - 1] ?? ' ';
        if (after === '%' || '$€£¥'.includes(before) || /^(?:1[5-9]|20)\d\d$/u.test(word)) figures++;
        else if (/^\d+\p{L}/u.test(word) && !/^\d+(?:st|nd|rd|th)$/u.test(word)) figures++;
      }
    } else if (units.has(word) && /^\d/u.test(previous)) figures++;
    if (isContent(word)) {
      content.add(stem(word));
      if (sentences === 0) opening.add(stem(word));
    }
    previous = word;
  }
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
