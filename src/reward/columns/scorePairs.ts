import type { Comparison } from '../../dataset/comparison.ts';

/** Two numeric fields that rate the two responses. */
export interface ScorePair {
  /** What both names have in common. */
  readonly name: string;
  readonly a: string;
  readonly b: string;
}

/** Where in a name the side stands: before or behind what both have in common. */
const sides: readonly { readonly a: string; readonly b: string; readonly before: boolean }[] = [
  { a: '_a', b: '_b', before: false },
  { a: '_A', b: '_B', before: false },
  { a: '_1', b: '_2', before: false },
  { a: '_chosen', b: '_rejected', before: false },
  { a: 'chosen_', b: 'rejected_', before: true },
];

/** Names that say that a number is an opinion of the response; lengths and counts come in pairs too. */
const opinion = /score|reward|rating|margin|logit|judge|quality|(?:^|_)rm(?:_|$)|elo$/i;

/** Comparisons that are looked at to find columns. */
const sampled = 500;

/** A field's number; NaN where it holds none. */
export function numberIn({ fields }: Comparison, name: string): number {
  const value = Object.hasOwn(fields, name) ? fields[name] : null;
  if (typeof value === 'number') return value;
  return typeof value === 'string' && value.trim() !== '' ? Number(value) : Number.NaN;
}

/** All pairs of fields that hold numbers in more than half of the comparisons. */
export function scorePairs(comparisons: readonly Comparison[]): ScorePair[] {
  const sample = comparisons.slice(0, sampled);
  const names = new Set(sample.flatMap(({ fields }) => Object.keys(fields)));
  const held = (name: string): boolean =>
    names.has(name) && sample.filter(c => Number.isFinite(numberIn(c, name))).length > sample.length / 2;
  return [...names].flatMap(a =>
    sides.flatMap(({ a: sideA, b: sideB, before }) => {
      if (before ? !a.startsWith(sideA) : !a.endsWith(sideA)) return [];
      const name = before ? a.slice(sideA.length) : a.slice(0, -sideA.length);
      const b = before ? sideB + name : name + sideB;
      // Where the file has a label of its own, "chosen" need not be response a.
      const sided = !sideA.includes('chosen') || sample.every(c => !c.positioned);
      return name !== '' && sided && held(a) && held(b) ? [{ name, a, b }] : [];
    }),
  );
}

/** True where the names of a pair say that it holds opinions, so that it is taken as evidence unasked. */
export function looksLikeOpinion({ a }: ScorePair): boolean {
  return opinion.test(a);
}
