/** What a character is, as bits: a letter, a mark, a number; of letters upper or lower case, or none. */
export const letter = 1;
export const mark = 2;
export const number = 4;
export const upperCase = 8;
export const lowerCase = 16;
/** `\p{Lo}`. */
export const noCase = 32;

const known = 64;
const bits = [
  [/\p{L}/u, letter],
  [/\p{M}/u, mark],
  [/\p{N}/u, number],
  [/\p{Lu}/u, upperCase],
  [/\p{Ll}/u, lowerCase],
  [/\p{Lo}/u, noCase],
] as const;

const units = new Uint8Array(65536);
const beyond = new Map<number, number>();

function kindsOf(code: number): number {
  const text = String.fromCodePoint(code);
  return bits.reduce((all, [pattern, bit]) => (pattern.test(text) ? all | bit : all), 0);
}

/** Kinds of a UTF-16 code unit; 0 for halves of a pair. */
export function unitKinds(unit: number): number {
  if (units[unit] === 0) units[unit] = known | kindsOf(unit);
  return units[unit]! & ~known;
}

/** Kinds of the character that begins at a place of a text. */
export function kindsAt(text: string, at: number): number {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff) return unitKinds(unit);
  const code = text.codePointAt(at)!;
  if (code < 0x10000) return 0;
  const before = beyond.get(code);
  if (before !== undefined) return before;
  const kinds = kindsOf(code);
  if (beyond.size < 65536) beyond.set(code, kinds);
  return kinds;
}

/** Code units of the character that begins at a place of a text. */
export function widthAt(text: string, at: number): 1 | 2 {
  const unit = text.charCodeAt(at);
  if (unit < 0xd800 || unit > 0xdbff) return 1;
  const next = text.charCodeAt(at + 1);
  return next >= 0xdc00 && next <= 0xdfff ? 2 : 1;
}
