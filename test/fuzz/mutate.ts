import type { Random } from './random.ts';

/** Bytes that mean something in most of the languages here. */
const marks = [...'{}[]",:\\\n\r\t;\'`<>()=/*-+.%&|#!@0123456789eE \0'].map(mark => Buffer.from(mark));
/** Texts that trip programs: names of prototypes, ends of numbers, odd characters, broken UTF-8. */
const odd: readonly Buffer[] = [
  ...[
    '__proto__',
    'constructor',
    'toString',
    'hasOwnProperty',
    '9007199254740993',
    '1e999',
    '-0',
    'NaN',
    'null',
    'true',
  ],
  ...[
    '\uFEFF',
    '\u2028',
    '\u202E',
    '\u200B',
    '\u0130',
    '\uFFFD',
    '👨‍👩‍👧',
    '"\\ud800"',
    '\\u0000',
    '\\uDFFF',
    '\r\n',
    '\n\n',
  ],
].map(text => Buffer.from(text));
const broken: readonly Buffer[] = [
  [0xff],
  [0xc0, 0x80],
  [0xed, 0xa0, 0x80],
  [0xf4, 0x90, 0x80, 0x80],
  [0xe2, 0x82],
].map(bytes => Buffer.from(bytes));

/** Changes an input by one to eight small steps; `others` are inputs to take pieces from. */
export function mutate(
  input: Buffer,
  random: Random,
  words: readonly Buffer[],
  others: readonly Buffer[],
  most: number,
): Buffer {
  let bytes = input;
  for (let steps = random.size(8); steps > 0; steps--) bytes = step(bytes, random, words, others, most);
  return bytes.length > most ? bytes.subarray(0, most) : bytes;
}

function step(
  bytes: Buffer,
  random: Random,
  words: readonly Buffer[],
  others: readonly Buffer[],
  most: number,
): Buffer {
  const at = random.below(bytes.length + 1);
  const length = Math.min(random.size(64), bytes.length - at);
  const end = at + length;
  switch (random.below(12)) {
    case 0:
      return replaced(bytes, at, end, Buffer.alloc(0));
    case 1:
      return replaced(bytes, at, Math.min(bytes.length, at + 1), Buffer.from([random.below(256)]));
    case 2: {
      if (at === bytes.length) return bytes;
      const copy = Buffer.from(bytes);
      copy[at]! ^= 1 << random.below(8);
      return copy;
    }
    case 3:
      return replaced(bytes, at, random.chance(50) ? at : end, random.pick(marks));
    case 4:
      return replaced(bytes, at, random.chance(50) ? at : end, random.pick(random.chance(80) ? odd : broken));
    case 5:
    case 6:
      return words.length === 0 ? bytes : replaced(bytes, at, random.chance(60) ? at : end, random.pick(words));
    case 7: {
      // Said again, now and then very often: for what takes more than linear time.
      const piece = bytes.subarray(at, end);
      const times = random.chance(5) ? random.size(Math.floor(most / Math.max(1, piece.length))) : random.size(8);
      return replaced(bytes, at, at, Buffer.concat(Array.from({ length: times }, () => piece)).subarray(0, most));
    }
    case 8: {
      const other = random.pick(others);
      const from = random.below(other.length + 1);
      return replaced(bytes, at, random.chance(50) ? at : end, other.subarray(from, from + random.size(256)));
    }
    case 9: {
      const to = random.below(bytes.length + 1);
      return replaced(bytes, to, to, bytes.subarray(at, end));
    }
    case 10:
      return bytes.subarray(0, at);
    default: {
      // A number in text by another.
      const digits = /\d+/.exec(bytes.toString('latin1', at, at + 200));
      if (digits === null) return replaced(bytes, at, at, Buffer.from(String(random.below(100))));
      const from = at + digits.index;
      const numbers = ['0', '-1', '1', '255', '65536', '2147483648', '4294967295', '9007199254740993', '1e308', '0.5'];
      return replaced(bytes, from, from + digits[0].length, Buffer.from(random.pick(numbers)));
    }
  }
}

function replaced(bytes: Buffer, from: number, to: number, by: Buffer): Buffer {
  return Buffer.concat([bytes.subarray(0, from), by, bytes.subarray(to)]);
}
