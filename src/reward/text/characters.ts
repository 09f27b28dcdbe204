/** What a UTF-16 code unit is. */
export const other = 0;
export const lower = 1;
export const upper = 2;
export const digit = 3;
/** Each such character is a word of its own (Han, kana, Thai): scripts written without spaces. */
export const unspaced = 4;
/** A letter without case, or a mark. */
export const letter = 5;

const classes = new Uint8Array(65536).fill(255);
const lowered = new Uint16Array(65536);

function classify(code: number): number {
  const text = String.fromCharCode(code);
  if (code >= 0xd800 && code <= 0xdfff) return other;
  if (/[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Thai}]/u.test(text)) return unspaced;
  if (/\p{Lu}|\p{Lt}/u.test(text)) return upper;
  if (/\p{Ll}/u.test(text)) return lower;
  if (/\p{L}|\p{M}/u.test(text)) return letter;
  return /\p{Nd}/u.test(text) ? digit : other;
}

/** Class of a UTF-16 code unit; surrogates are `other`. */
export function classOf(code: number): number {
  const known = classes[code]!;
  if (known !== 255) return known;
  const found = classify(code);
  classes[code] = found;
  const low = String.fromCharCode(code).toLowerCase();
  lowered[code] = low.length === 1 ? low.charCodeAt(0) : code;
  return found;
}

/** The lower-case form of a code unit for which `classOf` was called. */
export function lowerOf(code: number): number {
  return lowered[code]!;
}
