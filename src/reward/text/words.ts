import { classOf, digit, letter, lower, lowerOf, other, unspaced, upper } from './characters.ts';

/** The words of a text, lower-cased and hashed, with what one pass over its characters counts. */
export interface Words {
  /** Hash of each word, in order. An apostrophe inside a word belongs to it. */
  readonly hashes: Int32Array;
  /** Code units of each word. */
  readonly lengths: Uint16Array;
  /** Where each word starts in the text. */
  readonly starts: Int32Array;
  readonly characters: number;
  readonly upperLetters: number;
  readonly lowerLetters: number;
  readonly digits: number;
  readonly notAscii: number;
  readonly emoji: number;
  /** Words of at least two letters, all upper-case. */
  readonly shouted: number;
  /** Words that are numbers. */
  readonly numbers: number;
  /** Vowel groups in Latin words: an estimate of syllables. */
  readonly syllables: number;
  /** The pronoun "i" written small. */
  readonly smallI: number;
}

const apostrophe = 39;
const curly = 0x2019;

function isVowel(code: number): boolean {
  return code === 97 || code === 101 || code === 105 || code === 111 || code === 117 || code === 121;
}

/** One pass over a text, linear in its length. */
export function wordsOf(text: string): Words {
  let capacity = (text.length >> 2) + 16;
  let hashes = new Int32Array(capacity);
  let lengths = new Uint16Array(capacity);
  let starts = new Int32Array(capacity);
  let count = 0;
  let upperLetters = 0;
  let lowerLetters = 0;
  let digits = 0;
  let notAscii = 0;
  let emoji = 0;
  let shouted = 0;
  let numbers = 0;
  let syllables = 0;
  let smallI = 0;

  let h = 0;
  let start = -1;
  let uppers = 0;
  let digitsInWord = 0;
  let vowelBefore = false;
  const close = (end: number): void => {
    if (start < 0) return;
    if (count === capacity) {
      capacity *= 2;
      const more = new Int32Array(capacity);
      more.set(hashes);
      hashes = more;
      const longer = new Uint16Array(capacity);
      longer.set(lengths);
      lengths = longer;
      const later = new Int32Array(capacity);
      later.set(starts);
      starts = later;
    }
    const length = end - start;
    hashes[count] = h | 0;
    lengths[count] = Math.min(length, 65535);
    starts[count] = start;
    count++;
    if (length > 1 && uppers === length) shouted++;
    if (digitsInWord === length) numbers++;
    if (length === 1 && text.charCodeAt(start) === 105) smallI++;
    start = -1;
  };

  for (let i = 0; i < text.length; i++) {
    const code = text.charCodeAt(i);
    const kind = classOf(code);
    if (code > 127) {
      notAscii++;
      if (code >= 0xd83c && code <= 0xd83e) emoji++;
    }
    if (kind === other) {
      const joins =
        start >= 0 && (code === apostrophe || code === curly) && isLetter(classOf(text.charCodeAt(i + 1) || 32));
      if (joins) h = Math.imul(h ^ apostrophe, 0x01000193);
      else close(i);
      vowelBefore = false;
      continue;
    }
    if (kind === unspaced) close(i);
    if (start < 0) {
      start = i;
      h = 0x811c9dc5;
      uppers = 0;
      digitsInWord = 0;
      vowelBefore = false;
    }
    const small = lowerOf(code);
    h = Math.imul(h ^ small, 0x01000193);
    if (kind === upper) {
      upperLetters++;
      uppers++;
    } else if (kind === lower) lowerLetters++;
    else if (kind === digit) {
      digits++;
      digitsInWord++;
    }
    const vowel = isVowel(small);
    if (vowel && !vowelBefore) syllables++;
    vowelBefore = vowel;
    if (kind === unspaced) close(i + 1);
  }
  close(text.length);
  return {
    hashes: hashes.subarray(0, count),
    lengths: lengths.subarray(0, count),
    starts: starts.subarray(0, count),
    characters: text.length,
    upperLetters,
    lowerLetters,
    digits,
    notAscii,
    emoji,
    shouted,
    numbers,
    syllables,
    smallI,
  };
}

function isLetter(kind: number): boolean {
  return kind === lower || kind === upper || kind === letter;
}
