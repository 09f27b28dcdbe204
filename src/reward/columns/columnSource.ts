import type { Comparison } from '../../dataset/comparison.ts';
import { numberIn } from './scorePairs.ts';

/** Where a column of the file speaks for a response. Plain data. */
export type ColumnSource =
  /** Two numeric fields, one for each response. */
  | { readonly use: 'scores'; readonly name: string; readonly a: string; readonly b: string }
  /** One field: a number above 0 for a, or a word for a side. */
  | { readonly use: 'margin' | 'prefers'; readonly name: string };

/** Words for a side, as files write them. */
const words: Readonly<Record<string, 1 | -1 | 0>> = {
  a: 1,
  b: -1,
  '1': 1,
  '2': -1,
  first: 1,
  second: -1,
  left: 1,
  right: -1,
  model_a: 1,
  model_b: -1,
  response_a: 1,
  response_b: -1,
  chosen: 1,
  rejected: -1,
  tie: 0,
  draw: 0,
  equal: 0,
};

/** r(a) - r(b) by a column, in its own unit; NaN where it says nothing. */
export function columnMargin(source: ColumnSource, comparison: Comparison): number {
  const margin = turn(comparison, source) * saidBy(source, comparison);
  return Number.isFinite(margin) ? margin : Number.NaN;
}

function saidBy(source: ColumnSource, comparison: Comparison): number {
  if (source.use === 'scores') return numberIn(comparison, source.a) - numberIn(comparison, source.b);
  if (source.use === 'margin') return numberIn(comparison, source.name);
  const { fields } = comparison;
  return sideOf(Object.hasOwn(fields, source.name) ? fields[source.name] : undefined) ?? Number.NaN;
}

/** -1 where the texts have changed places and the field has not; fields named after the texts go with them. */
function turn({ turned }: Comparison, source: ColumnSource): 1 | -1 {
  return turned && !/chosen|rejected/.test(source.use === 'scores' ? source.a : source.name) ? -1 : 1;
}

/** +1 for a word that names a, -1 for b, 0 for neither; undefined for any other value. */
export function sideOf(value: unknown): 1 | -1 | 0 | undefined {
  if (typeof value !== 'string' && typeof value !== 'number') return undefined;
  const word = String(value).trim().toLowerCase();
  return Object.hasOwn(words, word) ? words[word] : undefined;
}
