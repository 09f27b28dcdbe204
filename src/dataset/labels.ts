import type { Label } from './comparison.ts';
import { asNumber } from './ownValue.ts';

/** Label that each code of a file stands for, by the code as the file writes it. Case does not count. */
export type LabelCodes = Readonly<Record<string, Label>>;

/** A label that was read; `strength` where the code lies between those of the two sides. */
export interface ReadLabel {
  readonly label: Label | null;
  readonly strength?: number;
}

const none = new Set(['', 'none', 'null', 'unlabeled', 'unlabelled', 'skip', 'unsure', 'nan', 'n/a']);

/** Words that mean the same in every file. */
const words: LabelCodes = {
  tie: 'tie',
  draw: 'tie',
  equal: 'tie',
  same: 'tie',
  'tie (inconsistent)': 'tie',
  'tie (bothbad)': 'both_bad',
  both_bad: 'both_bad',
  bothbad: 'both_bad',
  'both bad': 'both_bad',
  neither: 'both_bad',
};

/** Pairs of codes of which either is unmistakable. */
const sideWords: readonly (readonly [string, string])[] = [
  ['a', 'b'],
  ['model_a', 'model_b'],
  ['response_a', 'response_b'],
  ['text_a', 'text_b'],
  ['completion_a', 'completion_b'],
  ['assistant_a', 'assistant_b'],
  ['first', 'second'],
  ['left', 'right'],
];

/**
 * Reads a label by its codes, and by words that mean the same everywhere. A number between the codes of the two sides is
 * a graded label: nearer wins, halfway is a tie. Undefined if the value is no label that this file uses.
 */
export function readLabel(value: unknown, codes: LabelCodes): ReadLabel | undefined {
  if (value === null || value === undefined) return { label: null };
  if (typeof value === 'object') return undefined;
  const text = codeText(value);
  const code = Object.keys(codes).find(known => known.toLowerCase() === text);
  if (code !== undefined) return { label: codes[code]! };
  if (none.has(text)) return { label: null };
  if (Object.hasOwn(words, text)) return { label: words[text]! };
  const sides = sideWords.find(pair => pair.includes(text));
  if (sides) return { label: text === sides[0] ? 'a' : 'b' };
  return graded(value, codes);
}

/**
 * What to write for a label in this file, in the type of the value it replaces; undefined if the file has no code for it.
 * A file whose labels are words takes the words `tie` and `both_bad` too.
 */
export function writeLabel(label: Label, codes: LabelCodes, before: unknown): string | number | undefined {
  const text = Object.keys(codes).find(code => codes[code] === label);
  if (typeof before === 'number') return asNumber(text);
  if (text !== undefined) return text;
  const wordless = typeof before === 'boolean' || Object.keys(codes).some(code => asNumber(code) !== undefined);
  return wordless ? undefined : label;
}

/** Codes found in samples, or why they can't be told. */
export type Inferred = { readonly codes: LabelCodes } | { readonly why: string };

/**
 * Infers what the codes of a label field mean, from the values in the samples and the names of the two response fields.
 * Numbers count only where their range says it all: 1 and 2; 0 and 1 only if the fields themselves are numbered from 0;
 * with fields numbered 1 and 2, a 0 is a tie.
 */
export function inferLabels(values: readonly unknown[], fieldA: string, fieldB: string): Inferred {
  if (values.some(value => typeof value === 'object' && value !== null))
    return { why: 'the label is not a single value' };
  const named: LabelCodes = { [fieldA]: 'a', [fieldB]: 'b' };
  const open = values.filter(value => readLabel(value, named) === undefined);
  if (open.length === 0) return { codes: wordCodes(values, named) };
  const numbers = open.map(asNumber);
  if (numbers.includes(undefined)) {
    const odd = open[numbers.indexOf(undefined)];
    return { why: `the label ${JSON.stringify(odd)} is not known` };
  }
  const seen = new Set(numbers as number[]);
  const [first, second] = [numbered(fieldA), numbered(fieldB)];
  const range = [...seen].toSorted((x, y) => x - y);
  const [low = 0, high = 0] = [range[0], range.at(-1)];
  const oneTwo = first === 1 && second === 2;
  const whole = range.every(Number.isInteger);
  if (low >= 1 && high <= 2 && (seen.size > 1 || oneTwo)) {
    // Where the sides are 1 and 2, a 0 further on in the file can only be a tie.
    return { codes: { 1: 'a', 2: 'b', ...(whole ? oneTwo && { 0: 'tie' } : { 1.5: 'tie' }) } };
  }
  if (first === 0 && second === 1 && low >= 0 && high <= 1 && (seen.has(0) || seen.has(1))) {
    return { codes: { 0: 'a', 1: 'b', ...(seen.has(0.5) && { 0.5: 'tie' }) } };
  }
  if (oneTwo && low === 0 && high === 2 && whole) return { codes: { 0: 'tie', 1: 'a', 2: 'b' } };
  return { why: `labels ${range.slice(0, 5).join(', ')} do not say which response they mean` };
}

/** The words that a file uses for its labels, as it writes them, each with its counterpart. */
function wordCodes(values: readonly unknown[], named: LabelCodes): LabelCodes {
  const codes: Record<string, Label> = {};
  for (const value of values) {
    const label = readLabel(value, named)?.label;
    if (!label) continue;
    const code = String(value).trim();
    codes[code] ??= label;
    const pair = [Object.keys(named), ...sideWords].find(sides =>
      sides.some(side => side.toLowerCase() === codeText(value)),
    );
    const other = pair?.[label === 'a' ? 1 : 0];
    if (other !== undefined)
      codes[code === code.toUpperCase() ? other.toUpperCase() : other] ??= label === 'a' ? 'b' : 'a';
  }
  return codes;
}

function codeText(value: unknown): string {
  return String(value).trim().toLowerCase();
}

/** The number that a field's name ends in (`answer_0`: 0), if any. */
function numbered(field: string): number | undefined {
  const digits = /(\d+)$/.exec(field)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function graded(value: unknown, codes: LabelCodes): ReadLabel | undefined {
  const number = asNumber(value);
  const side = (label: Label): number | undefined =>
    asNumber(Object.keys(codes).find(code => codes[code] === label && asNumber(code) !== undefined));
  const [a, b] = [side('a'), side('b')];
  if (number === undefined || a === undefined || b === undefined) return undefined;
  if (number < Math.min(a, b) || number > Math.max(a, b)) return undefined;
  const [toA, toB] = [Math.abs(number - a), Math.abs(number - b)];
  if (toA === toB) return { label: 'tie' };
  return { label: toA < toB ? 'a' : 'b', strength: Math.abs(toA - toB) };
}
